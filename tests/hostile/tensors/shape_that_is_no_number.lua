-- expect: error
return function() return require("hyla.tensor").zeros({ 0 / 0, 1 / 0 }):count() end
