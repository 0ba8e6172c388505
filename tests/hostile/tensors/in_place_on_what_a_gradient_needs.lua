-- expect: error
local t = require("hyla.tensor")
local function attack(x)
  local leaf = t.tensor({ x }):requires_grad()
  local hidden = leaf * 2
  local y = hidden * hidden
  hidden:fill_(100)
  return y:sum():grad(leaf):item(1)
end
return function(x) return t.enable_grad(attack, x) end
