-- expect: error
local t = require("hyla.tensor")
return function(x)
  local v = t.tensor(x):requires_grad()
  local ring = { v }
  ring.ring = ring
  return (v * v):grad(ring)[1]:item()
end
