-- expect: error
return function() return require("hyla.tensor").ones({ 10 }):tile({ 2 ^ 50 }):sum():item() end
