-- expect: memory
return function() return require("hyla.tensor").ones({ 1 }):expand(2 ^ 36):clone():item(1) end
