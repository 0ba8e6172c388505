-- expect: ok
return function(x) return x + #bit.tohex(-1, 2 ^ 31 - 1) * 0 + #bit.tohex(1, -2 ^ 31) * 0 end
