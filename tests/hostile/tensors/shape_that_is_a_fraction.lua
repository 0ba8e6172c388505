-- expect: error
return function() return require("hyla.tensor").zeros({ 2.5 }):count() end
