-- expect: error
return function(x)
  local t = {}
  for i = 1, 1000 do t[i] = i end
  table.sort(t, function() return math.random() < 0.5 end)
  return x
end
