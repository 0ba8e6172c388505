-- expect: error
return function() return require("hyla.tensor").zeros({ 2 }, "f16"):count() end
