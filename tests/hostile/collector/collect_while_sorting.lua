-- expect: same
-- Each comparison leaves garbage, so that the list is marked in the middle of a swap.
return function(x)
  local t = {}
  for i = 1, 500 do t[i] = { key = (i * 7919) % 2003, note = { i } } end
  table.sort(t, function(a, b) local _ = { a, b, {} } return a.key < b.key end)
  for i = 2, 500 do
    if t[i - 1].key > t[i].key or (t[i].note[1] * 7919) % 2003 ~= t[i].key then return error("it worked") end
  end
  return x
end
