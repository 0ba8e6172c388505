-- expect: same|timeout
return function(x) return x + require("hyla.tensor").ones({ 1000 }):unfold(1, 500, 1):clone():sum():item() - 501 * 500 end
