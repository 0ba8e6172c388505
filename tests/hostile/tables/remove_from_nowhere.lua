-- expect: same
return function(x)
  local t = {}
  return x + (table.remove(t) or 0) + (table.remove(t, 99) or 0) + (table.remove(t, -1e9) or 0)
end
