-- expect: same
-- Numbers whose hashes meet in one chain: slow, never wrong.
return function(x)
  local t, sum = {}, 0
  for i = 1, 2000 do t[i * 2 ^ 32 + 0.5] = 1 end
  for _, one in pairs(t) do sum = sum + one end
  return x + sum - 2000
end
