-- expect: error
return function() return require("hyla.tensor").ones({ 2, 3 }):transpose(1, 9):sum():item() end
