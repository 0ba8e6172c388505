-- expect: same
return function(x) return x + #require("hyla.tensor").ones({ 4 }):chunk(2 ^ 40, 1) - 4 end
