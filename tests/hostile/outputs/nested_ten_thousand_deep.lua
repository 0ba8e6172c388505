-- expect: bad_output|timeout
return function()
  local deep = {}
  for _ = 1, 1e4 do deep = { deep } end
  return deep
end
