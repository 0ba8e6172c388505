-- expect: same|timeout
-- Memory that earlier jobs used comes back as tables, texts and tensors: all of it empty.
local t = require("hyla.tensor")
return function(x)
  for size = 1, 3000, 431 do
    local list = t.zeros({ size }):tolist()
    for i = 1, size do if list[i] ~= 0 then return error("it worked") end end
    if next({}) ~= nil or #(("\0"):rep(size):gsub("%z", "")) > 0 then return error("it worked") end
  end
  return x
end
