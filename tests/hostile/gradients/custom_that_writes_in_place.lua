-- expect: same
local t = require("hyla.tensor")
local function attack(x)
  local v = t.tensor(x):requires_grad()
  local y = t.custom(t.tensor(x), { v }, function(g) pcall(g.fill_, g, 1e9) return { g } end)
  -- its own copy of the seed, or the seed: either is its gradient
  local slope = y:grad(v):item()
  return (slope == 1 or slope == 1e9) and x
end
return function(x) return t.enable_grad(attack, x) end
