-- expect: error
local t = require("hyla.tensor")
return function(x)
  local stale
  t.scope(function() stale = t.tensor(1) end)
  local v = t.tensor(x):requires_grad()
  return t.custom(t.tensor(x), { v }, function() return { stale } end):grad(v):item()
end
