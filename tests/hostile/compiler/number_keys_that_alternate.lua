-- expect: same|timeout
return function(x)
  local t = {}
  for i = 1, 3000 do t[i % 2 == 0 and i or i + 0.5] = i end
  local count = 0
  for _ in pairs(t) do count = count + 1 end
  return x + count - 3000
end
