-- expect: error
local t = require("hyla.tensor")
local function attack(x)
  local stale
  t.scope(function() stale = t.tensor(1) end)
  local v = t.tensor(x):requires_grad()
  return t.custom(t.tensor(x), { v }, function() return { stale } end):grad(v):item()
end
return function(x) return t.enable_grad(attack, x) end
