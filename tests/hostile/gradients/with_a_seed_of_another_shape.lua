-- expect: error
local t = require("hyla.tensor")
return function(x)
  local v = t.tensor({ x, x }):requires_grad()
  return (v * v):grad(v, t.ones({ 3 })):item(1)
end
