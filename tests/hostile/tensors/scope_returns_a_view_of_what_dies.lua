-- expect: same
-- What is returned lives on, with the storage it looks into.
local t = require("hyla.tensor")
return function(x)
  local view = t.scope(function() return t.full({ 100 }, x):narrow(1, 50, 1) end)
  t.scope(function() for _ = 1, 20 do t.full({ 100 }, 7) end end)
  return view:item(1)
end
