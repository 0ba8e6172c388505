-- expect: same
-- The processor traps on these two; a kernel must not.
local t = require("hyla.tensor")
return function(x)
  local least = t.tensor({ -2 ^ 31 }, "i32")
  local a = least:floor_divide(t.tensor({ -1 }, "i32")):item()
  local b = least:remainder(t.tensor({ -1 }, "i32")):item()
  local _, c = pcall(function() return least:floor_divide(t.zeros({ 1 }, "i32")):count() end)
  return c and a == -2 ^ 31 and b == 0 and x
end
