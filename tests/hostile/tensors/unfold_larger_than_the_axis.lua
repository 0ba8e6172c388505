-- expect: error
return function() return require("hyla.tensor").ones({ 4 }):unfold(1, 5, 1):sum():item() end
