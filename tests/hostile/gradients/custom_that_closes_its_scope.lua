-- expect: error
local t = require("hyla.tensor")
return function(x)
  local y, v
  t.scope(function()
    v = t.tensor(x):requires_grad()
    y = t.custom(t.tensor(x), { v }, function(g) return { g } end)
  end)
  return y:grad(v):item()
end
