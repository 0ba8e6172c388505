-- expect: same
local t = require("hyla.tensor")
return function(x)
  local m = t.arange(9):reshape(3, 3)
  m:copy_(m:transpose())
  return x + m:item(1, 3) - 7
end
