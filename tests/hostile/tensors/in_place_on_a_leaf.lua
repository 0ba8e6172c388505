-- expect: error
local t = require("hyla.tensor")
return function(x)
  local leaf = t.tensor({ x }):requires_grad()
  leaf:fill_(0)
  return (leaf * leaf):sum():grad(leaf):item(1)
end
