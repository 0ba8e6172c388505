-- expect: error
return function() return require("hyla.tensor").zeros({ -1, 3 }):count() end
