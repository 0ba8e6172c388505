-- expect: same
return function(x) return x + (tonumber(("9"):rep(1e4)) and 0 or 1) end
