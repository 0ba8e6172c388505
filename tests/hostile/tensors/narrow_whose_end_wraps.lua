-- expect: error
return function() return require("hyla.tensor").ones({ 4 }):narrow(1, 2, 2 ^ 63):sum():item() end
