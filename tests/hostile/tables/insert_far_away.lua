-- expect: ok
return function(x)
  local t = { 1, 2, 3 }
  table.insert(t, 2 ^ 30, 4)
  return x + #t
end
