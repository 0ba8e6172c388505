-- expect: error
return function() return require("hyla.tensor").ones({ 4 }):reshape(5):sum():item() end
