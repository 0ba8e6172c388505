-- expect: same
local t, optim = require("hyla.tensor"), require("hyla.optim")
return function(x)
  local adam = optim.adam({ rate = 0 / 0 })
  local p = { w = t.ones({ 2 }) }
  local w = adam.step(p, p, adam.init(p)).w:item(1)
  return w ~= w and x
end
