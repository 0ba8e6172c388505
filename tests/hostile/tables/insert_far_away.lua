-- expect: same
return function(x)
  local t = { 1, 2, 3 }
  table.insert(t, 2 ^ 30, 4)
  return t[2 ^ 30] == 4 and #t == 3 and x
end
