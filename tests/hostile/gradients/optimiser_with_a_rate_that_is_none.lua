-- expect: ok
local t, optim = require("hyla.tensor"), require("hyla.optim")
return function(x)
  local adam = optim.adam({ rate = 0 / 0 })
  local p = { w = t.ones({ 2 }) }
  return adam.step(p, p, adam.init(p)).w:count() * 0 + x
end
