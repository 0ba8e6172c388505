-- expect: error
local t = require("hyla.tensor")
return function(x)
  local leaf = t.tensor({ x }):requires_grad()
  local hidden = leaf * 2
  local y = hidden * hidden
  hidden:fill_(100)
  return y:sum():grad(leaf):item(1)
end
