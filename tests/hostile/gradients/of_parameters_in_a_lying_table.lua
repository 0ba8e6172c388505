-- expect: same
local t = require("hyla.tensor")
local function attack(x)
  local v = t.tensor(x):requires_grad()
  local liar = setmetatable({ a = v }, { __index = function() return v end, __len = function() return 1e9 end })
  return (v * v):grad(liar).a:item() - x
end
return function(x) return t.enable_grad(attack, x) end
