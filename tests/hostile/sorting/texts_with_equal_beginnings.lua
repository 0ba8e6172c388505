-- expect: same|timeout
return function(x)
  local t, long = {}, ("q"):rep(5000)
  for i = 1, 1000 do t[i] = long .. i end
  table.sort(t)
  return t[1] == long .. 1 and t[1000] == long .. 999 and x
end
