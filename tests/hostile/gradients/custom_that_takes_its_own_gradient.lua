-- expect: error
local t = require("hyla.tensor")
local function attack(x)
  local v = t.tensor(x):requires_grad()
  local y
  y = t.custom(t.tensor(x), { v }, function() return { y:grad(v) } end)
  return y:grad(v):item()
end
return function(x) return t.enable_grad(attack, x) end
