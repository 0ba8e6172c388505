-- expect: error
local t = require("hyla.tensor")
local function attack(x)
  local leaf, weights = t.tensor({ x, x }):requires_grad(), t.tensor({ 1, 2 })
  local y = (leaf * weights):sum()
  weights:narrow(1, 2, 1):fill_(1e6)
  return y:grad(leaf):item(2)
end
return function(x) return t.enable_grad(attack, x) end
