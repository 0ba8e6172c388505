-- expect: same
-- Counters that a trace holds as 32-bit integers pass 2^31.
return function(x)
  local n = 2 ^ 31 - 500
  for _ = 1, 1000 do n = n + 1 end
  return n == 2 ^ 31 + 500 and x or error("it worked")
end
