-- expect: timeout
return function(x) table.sort({ 2, 1, 3 }, function(a, b) while a > 0 do end return a < b end) return x end
