-- expect: error
return function() return require("hyla.tensor").ones({ 4 }):pad({ 2 ^ 62, 2 ^ 62 }):sum():item() end
