-- expect: error|timeout
-- Generations that wrap around would make the old handle good again.
local t = require("hyla.tensor")
return function()
  local stale
  t.scope(function() stale = t.tensor(42) end)
  for _ = 1, 70000 do t.scope(function() return t.tensor(1) end) end
  return t.scope(function() local _ = t.tensor(7) return stale:item() end)
end
