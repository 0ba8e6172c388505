-- expect: same
-- The array shrinks in the loop whose bounds check was moved out of it.
return function(x)
  local t = {}
  for i = 1, 1000 do t[i] = i end
  local sum = 0
  for i = 1, 1000 do
    if i == 700 then for j = 600, 1000 do t[j] = nil end end
    sum = sum + (t[i] or 0)
  end
  return x + sum - 699 * 700 / 2
end
