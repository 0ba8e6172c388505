-- expect: error
return function() return require("hyla.tensor").arange(2 ^ 53):count() end
