-- expect: same
return function(x)
  local t = { 1, 0 / 0, 3, 0 / 0, 2, x, 0 / 0 }
  table.sort(t)
  return x
end
