-- expect: same
local t = require("hyla.tensor")
return function(x)
  local v = t.ones({ 10 })
  v:add_(v:narrow(1, 1, 1))
  return x + v:sum():item() - 20
end
