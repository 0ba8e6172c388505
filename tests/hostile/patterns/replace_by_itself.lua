-- expect: memory|timeout
local text = ("x"):rep(100)
return function()
  for _ = 1, 20 do text = text:gsub("", text) end
  return #text
end
