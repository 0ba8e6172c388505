-- expect: same
local t = require("hyla.tensor")
return function(x)
  local ring = t.scope(function() local r = { t.tensor(x) } r.r = r return r end)
  return ring[1]:item()
end
