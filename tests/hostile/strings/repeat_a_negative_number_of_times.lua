-- expect: same
return function(x) return x + #("x"):rep(-2 ^ 31) + #("x"):rep(-0 / 1) + #("x"):rep(-1e300) end
