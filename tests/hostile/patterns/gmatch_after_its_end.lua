-- expect: same
return function(x)
  local each = ("ab"):gmatch(".")
  for _ = 1, 10 do x = x + #(each() or "") end
  x = x - 2
  return x
end
