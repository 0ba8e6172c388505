-- expect: same
-- The list loses its tail while it is sorted; what comes in between is nil.
return function(x)
  local t = {}
  for i = 1, 300 do t[i] = (i * 37) % 301 end
  pcall(table.sort, t, function(a, b)
    t[#t] = nil
    return a < b
  end)
  return x
end
