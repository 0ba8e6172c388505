-- expect: error
return function() return require("hyla.tensor").ones({ 3 }):item(-2 ^ 53) end
