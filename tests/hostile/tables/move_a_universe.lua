-- expect: timeout
return function(x) table.move({}, 1, 2 ^ 31 - 2, 2) return x end
