-- expect: memory|timeout
-- Every step keeps the one before for the gradient of the gradient.
local t, ad = require("hyla.tensor"), require("hyla.autodiff")
return function()
  local w = t.ones({ 1000 }):requires_grad()
  local slope = ad.grad(function(v) return (v * v * v):sum() end)
  while true do w = w - slope(w) * 1e-9 end
end
