-- expect: error
return function() return require("hyla.tensor").concat({}, 1):count() end
