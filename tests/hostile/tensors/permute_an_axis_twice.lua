-- expect: error
return function() return require("hyla.tensor").ones({ 2, 3 }):permute({ 1, 1 }):sum():item() end
