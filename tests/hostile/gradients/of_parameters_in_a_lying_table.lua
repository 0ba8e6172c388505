-- expect: same
local t = require("hyla.tensor")
return function(x)
  local v = t.tensor(x):requires_grad()
  local liar = setmetatable({ a = v }, { __index = function() return v end, __len = function() return 1e9 end })
  return (v * v):grad(liar).a:item() - x
end
