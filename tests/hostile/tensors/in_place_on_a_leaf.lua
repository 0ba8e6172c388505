-- expect: error
local t = require("hyla.tensor")
local function attack(x)
  local leaf = t.tensor({ x }):requires_grad()
  leaf:fill_(0)
  return (leaf * leaf):sum():grad(leaf):item(1)
end
return function(x) return t.enable_grad(attack, x) end
