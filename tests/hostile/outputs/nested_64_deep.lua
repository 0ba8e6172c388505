-- expect: bad_output
return function()
  local deep = {}
  for _ = 1, 63 do deep = { deep } end
  return deep
end
