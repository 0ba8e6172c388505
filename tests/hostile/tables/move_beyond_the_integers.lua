-- expect: timeout
return function(x) table.move({ x }, -2 ^ 53, 2 ^ 53, 1, {}) return x end
