-- expect: error
return function() return require("hyla.tensor").ones({ 1, 1, 4 }):max_pool1d(0):sum():item() end
