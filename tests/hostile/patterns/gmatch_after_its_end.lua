-- expect: ok
return function(x)
  local each = ("ab"):gmatch(".")
  for _ = 1, 10 do x = x + #(each() or "") end
  return x
end
