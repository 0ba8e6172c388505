-- expect: memory|timeout
return function()
  local s = "1234567890"
  for _ = 1, 40 do s = s .. s .. s .. s end
  return #s
end
