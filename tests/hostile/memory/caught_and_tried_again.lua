-- expect: memory|timeout
-- Exhaustion is remembered, however often pcall hides it.
return function(x)
  for size = 30, 1, -1 do pcall(string.rep, "x", 2 ^ size) end
  return x
end
