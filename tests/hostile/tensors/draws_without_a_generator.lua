-- expect: error
return function() return require("hyla.tensor").randn({ 3 }):item(1) end
