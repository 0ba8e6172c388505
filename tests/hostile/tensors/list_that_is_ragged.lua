-- expect: error
return function() return require("hyla.tensor").tensor({ { 1, 2 }, { 3 } }):item(1, 1) end
