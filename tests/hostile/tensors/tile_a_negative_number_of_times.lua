-- expect: error
return function() return require("hyla.tensor").ones({ 10 }):tile({ -1 }):sum():item() end
