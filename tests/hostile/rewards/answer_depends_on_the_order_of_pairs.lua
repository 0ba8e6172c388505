-- expect: ok
-- Legal, and repeatable: the order comes from one hash seed for all workers.
local t = {}
for i = 1, 64 do t["key" .. i * i] = i end
return function(x)
  local n = 0
  for _, i in pairs(t) do n = (n * 33 + i) % 9973 end
  return n + x * 0
end
