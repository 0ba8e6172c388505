-- expect: same
return function(x)
  local v, kinds = 1, { 1, 1.5, "2", true }
  for i = 1, 1e4 do v = kinds[i % 4 + 1] end
  return v == 1 and x
end
