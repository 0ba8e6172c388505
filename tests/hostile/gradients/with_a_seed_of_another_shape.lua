-- expect: error
local t = require("hyla.tensor")
local function attack(x)
  local v = t.tensor({ x, x }):requires_grad()
  return (v * v):grad(v, t.ones({ 3 })):item(1)
end
return function(x) return t.enable_grad(attack, x) end
