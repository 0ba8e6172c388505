-- expect: same
local t = require("hyla.tensor")
return function(x)
  local _, message = pcall(function() return t.ones({ 3 }, "i64"):remainder(t.zeros({ 3 }, "i64")):tolist() end)
  return message and x
end
