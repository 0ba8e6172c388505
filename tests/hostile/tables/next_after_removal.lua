-- expect: same
-- Removing what is being visited is allowed; every key comes once.
return function(x)
  local t, count = {}, 0
  for i = 1, 1000 do t["k" .. i] = i end
  for key in pairs(t) do t[key] = nil count = count + 1 end
  return x + count - 1000
end
