-- expect: error
local t = require("hyla.tensor")
return function(x)
  local v = t.tensor(x):requires_grad()
  return t.custom(t.tensor(x), { v }, function() error({}) end):grad(v):item()
end
