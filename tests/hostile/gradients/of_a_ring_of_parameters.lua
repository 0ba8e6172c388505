-- expect: error
local t = require("hyla.tensor")
local function attack(x)
  local v = t.tensor(x):requires_grad()
  local ring = { v }
  ring.ring = ring
  return (v * v):grad(ring)[1]:item()
end
return function(x) return t.enable_grad(attack, x) end
