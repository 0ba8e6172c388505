-- expect: ok
return function(x)
  for base = 2, 36 do x = x + (tonumber("zz", base) or 0) * 0 end
  return x
end
