-- expect: same
local meta = { __mode = "" }
local list = setmetatable({}, meta)
for i = 1, 100 do list[{}] = {} end
return function(x)
  for _ in pairs(list) do meta.__mode = meta.__mode == "k" and "v" or "k" end
  return x
end
