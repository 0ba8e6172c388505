-- expect: ok
local t = require("hyla.tensor")
return function(x)
  local v = t.tensor(x):requires_grad()
  local y = t.custom(t.tensor(x), { v }, function(g) pcall(g.fill_, g, 1e9) return { g } end)
  return y:grad(v):item() * 0 + x
end
