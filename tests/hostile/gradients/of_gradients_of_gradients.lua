-- expect: memory|timeout
local t = require("hyla.tensor")
return function(x)
  local v = t.tensor(x):requires_grad()
  local y = v:sin():exp():tanh()
  for _ = 1, 14 do y = y:grad(v) end
  return y:item() * 0 + x
end
