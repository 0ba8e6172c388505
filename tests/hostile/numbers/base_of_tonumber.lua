-- expect: same
return function(x)
  for base = 2, 36 do if tonumber("zz", base) ~= (base == 36 and 1295 or nil) then return error("it worked") end end
  return x
end
