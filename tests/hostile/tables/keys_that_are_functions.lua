-- expect: ok
-- Addresses order such keys; all states being one template, the order is the same everywhere.
return function(x)
  local t, order = {}, 0
  for i = 1, 50 do t[function() return i end] = i end
  for _, i in pairs(t) do order = (order * 31 + i) % 65521 end
  return x + order
end
