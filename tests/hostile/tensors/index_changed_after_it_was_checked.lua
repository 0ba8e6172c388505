-- expect: same
-- A lazy result whose index tensor is written in place before the result is read.
local t = require("hyla.tensor")
return function(x)
  local index = t.tensor({ 1, 2 }, "i64")
  local taken = t.full({ 2 }, x):index_select(1, index)
  index:fill_(2 ^ 40)
  return taken:item(1)
end
