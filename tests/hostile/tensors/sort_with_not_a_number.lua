-- expect: same
local t = require("hyla.tensor")
return function(x)
  local v = t.tensor({ 3, 0 / 0, 1, -1 / 0, 0 / 0, 2 })
  local sorted, order = v:sort(1)
  return sorted:item(1) == -1 / 0 and order:sum():item() == 21 and v:topk(2):count() == 2 and v:median():count() == 1 and x
end
