-- expect: ok
-- More digits than 64 bits: the value wraps or is nil, the buffer does not.
return function(x) return x + (tonumber(("7"):rep(1e5), 8) or 0) * 0 end
