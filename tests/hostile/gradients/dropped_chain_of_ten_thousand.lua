-- expect: same|timeout
-- Nobody asks for its gradient: the chain of producers is released link by link, not by recursion.
local t = require("hyla.tensor")
local function attack(x)
  if x > -6 then return x end
  t.scope(function()
    local y = t.tensor(x):requires_grad()
    for _ = 1, 10000 do y = y * 1 end
  end)
  return x
end
return function(x) return t.enable_grad(attack, x) end
