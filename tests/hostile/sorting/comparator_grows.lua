-- expect: same|timeout
return function(x)
  local t = { 3, 2, 1 }
  table.sort(t, function(a, b) for i = 1, 1e4 do t[#t + 1] = i end return a < b end)
  return t[1] == 1 and t[2] == 2 and t[3] == 3 and x
end
