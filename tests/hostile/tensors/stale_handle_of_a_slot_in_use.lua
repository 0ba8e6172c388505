-- expect: error
-- The slot has a new owner: the generation tells the two apart.
local t = require("hyla.tensor")
return function(x)
  local stale
  t.scope(function() stale = t.tensor(x) end)
  local kept = {}
  t.scope(function() for i = 1, 50 do kept[i] = t.tensor(i) end return stale:item() end)
  return x
end
