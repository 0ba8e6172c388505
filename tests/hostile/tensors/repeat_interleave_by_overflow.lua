-- expect: error
return function() return require("hyla.tensor").ones({ 16 }):repeat_interleave(2 ^ 60, 1):sum():item() end
