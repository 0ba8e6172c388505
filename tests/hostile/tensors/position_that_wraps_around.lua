-- expect: error
return function() return require("hyla.tensor").ones({ 3, 3 }):item(1, 2 ^ 63) end
