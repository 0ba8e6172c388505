-- expect: same
return function(x)
  local t = { x, 2, 3, 4 }
  table.move(t, 1, 4, 2)
  table.move(t, 2, 5, 1)
  return t[1]
end
