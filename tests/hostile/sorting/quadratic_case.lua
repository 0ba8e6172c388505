-- expect: same|timeout
-- Values that steer the median of three into its worst case.
return function(x)
  local t, n = {}, 20000
  for i = 1, n do t[i] = i % 2 == 0 and i or n - i end
  table.sort(t, function(a, b) return a % 97 < b % 97 end)
  for i = 2, n do if t[i - 1] % 97 > t[i] % 97 then return error("it worked") end end
  return x
end
