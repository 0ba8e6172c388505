-- expect: same|timeout
-- 2^30 paths through 30 nodes: each is visited once.
local t = require("hyla.tensor")
local function attack(x)
  local v = t.tensor(x):requires_grad()
  local y = v
  for _ = 1, 30 do y = y + y end
  return y:grad(v):item() + x - 2 ^ 30
end
return function(x) return t.enable_grad(attack, x) end
