-- expect: error
return function() return require("hyla.tensor").zeros({ 0 }):max():item() end
