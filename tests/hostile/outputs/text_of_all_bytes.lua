-- expect: bad_output
return function()
  local bytes = {}
  for i = 0, 255 do bytes[i + 1] = string.char(i) end
  return table.concat(bytes)
end
