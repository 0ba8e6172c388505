-- expect: error
return function() return require("hyla.tensor").ones({ 4 }):reshape(-1, -1):sum():item() end
