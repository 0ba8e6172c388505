-- expect: same
-- Every byte but NUL in one set, and a range that is upside down.
local bytes = {}
for i = 1, 255 do bytes[#bytes + 1] = string.char(i) end
local all = table.concat(bytes)
return function(x)
  local _, count = all:gsub("[" .. all:gsub("%W", "%%%0") .. "z-a]", "")
  return x + count - 255
end
