-- expect: error
local t = require("hyla.tensor")
return function(x)
  local v = t.tensor(x):requires_grad()
  return t.custom(t.tensor(x), { v }, function() return { t.ones({ 7 }) } end):grad(v):item()
end
