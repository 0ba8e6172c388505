-- expect: ok
return function(x) return x + (bit.bor(0 / 0, 0) + bit.tobit(math.huge) + bit.bxor(1e300, 1)) * 0 end
