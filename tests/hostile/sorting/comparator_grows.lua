-- expect: ok|timeout
return function(x)
  local t = { 3, 2, 1 }
  table.sort(t, function(a, b) for i = 1, 1e4 do t[#t + 1] = i end return a < b end)
  return x
end
