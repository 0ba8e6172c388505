-- expect: error
return function() return require("hyla.tensor").ones({ 4 }):narrow(1, 3, 3):sum():item() end
