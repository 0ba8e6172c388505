-- expect: error
local t = require("hyla.tensor")
local function attack(x)
  return coroutine.wrap(function()
    local v = t.tensor(x):requires_grad()
    return t.custom(t.tensor(x), { v }, coroutine.yield):grad(v):item()
  end)()
end
return function(x) return t.enable_grad(attack, x) end
