-- expect: error
local t = require("hyla.tensor")
return function(x)
  local inside
  pcall(t.scope, function() inside = t.tensor(x) error("out") end)
  return inside:item()
end
