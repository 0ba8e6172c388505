-- expect: same
return function(x) return x + math.ldexp(1, -2 ^ 31) + math.ldexp(1, -1e300) end
