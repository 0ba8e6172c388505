-- expect: error
local t = require("hyla.tensor")
local function attack(x)
  local y, v
  t.scope(function()
    v = t.tensor(x):requires_grad()
    y = t.custom(t.tensor(x), { v }, function(g) return { g } end)
  end)
  return y:grad(v):item()
end
return function(x) return t.enable_grad(attack, x) end
