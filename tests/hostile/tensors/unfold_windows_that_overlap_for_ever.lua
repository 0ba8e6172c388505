-- expect: ok|timeout
return function() return require("hyla.tensor").ones({ 1000 }):unfold(1, 500, 1):clone():sum():item() end
