-- expect: bad_output|timeout
return function()
  local t = {}
  for i = 1, 2e4 do t["k" .. i] = i end
  return t
end
