-- expect: error
return function() return require("hyla.tensor").zeros({ 2 ^ 30, 2 ^ 30 }):item(1, 1) end
