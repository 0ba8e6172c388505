-- expect: error
return function() return require("hyla.tensor").tensor({ 1LL, 2LL }):item(1) end
