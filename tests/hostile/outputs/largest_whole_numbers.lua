-- expect: ok
return function(x) return x < 0 and -2 ^ 53 or 2 ^ 53 end
