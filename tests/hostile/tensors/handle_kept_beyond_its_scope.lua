-- expect: error
local t = require("hyla.tensor")
return function(x)
  local stale
  t.scope(function() stale = t.tensor(x) end)
  return stale:item()
end
