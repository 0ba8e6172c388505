-- expect: error
return function() return require("hyla.tensor").ones({ 3 }):item(4) end
