-- expect: same
-- More digits than 64 bits: the value wraps or is nil, the buffer does not.
return function(x) local value = tonumber(("7"):rep(1e5), 8)
  return (value == nil or type(value) == "number") and x end
