-- expect: ok|timeout
return function(x)
  local t = {}
  for i = 1, 3000 do t[i % 2 == 0 and i or i + 0.5] = i end
  return x + #t * 0
end
