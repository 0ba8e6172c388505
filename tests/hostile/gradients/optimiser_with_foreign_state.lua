-- expect: error
local t, optim = require("hyla.tensor"), require("hyla.optim")
return function(x)
  local adam = optim.adam({ rate = 0.1 })
  local state = adam.init({ w = t.ones({ 3 }) })
  return adam.step({ w = t.ones({ 2 }) }, { w = t.ones({ 2 }) }, state).w:item(1) * 0 + x
end
