-- expect: error
return function() return require("hyla.tensor").ones({ 4 }):slice(1, 1, 4, 0):sum():item() end
