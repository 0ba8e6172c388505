-- expect: same|timeout
-- A graph that is as long as it is narrow: it is walked without recursion.
local t = require("hyla.tensor")
local function attack(x)
  if x > -6 then return x end
  local v = t.tensor(x):requires_grad()
  local y = v
  for _ = 1, 10000 do y = y + 1 end
  return y:grad(v):item() + x - 1
end
return function(x) return t.enable_grad(attack, x) end
