-- expect: error
local t = require("hyla.tensor")
return function(x)
  local v = t.tensor({ x, x }):requires_grad()
  return (v * v):grad(v):item(1)
end
