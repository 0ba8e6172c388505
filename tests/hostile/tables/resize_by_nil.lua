-- expect: same|timeout
-- Storing nil over and over must not grow what is empty.
return function(x)
  local t = {}
  for i = 1, 1e5 do t["k" .. (i % 100)] = nil end
  return x + (next(t) and 1 or 0)
end
