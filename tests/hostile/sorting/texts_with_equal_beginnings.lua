-- expect: ok|timeout
return function(x)
  local t, long = {}, ("q"):rep(5000)
  for i = 1, 1000 do t[i] = long .. i end
  table.sort(t)
  return x + #t[1] * 0
end
