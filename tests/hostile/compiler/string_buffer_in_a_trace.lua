-- expect: same|timeout
return function(x)
  local n = 0
  for i = 1, 2000 do n = n + #(("a" .. i .. "b" .. x):upper()) end
  return x + n - 6893 - 2000 * (2 + #tostring(x))
end
