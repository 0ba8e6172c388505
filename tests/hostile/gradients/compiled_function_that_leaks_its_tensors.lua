-- expect: error
local t, ad = require("hyla.tensor"), require("hyla.autodiff")
return function(x)
  local leaked
  local f = ad.compile(function(v) leaked = v * 2 return leaked + 1 end)
  f(t.tensor(x))
  f(t.tensor(x + 1))
  return leaked:item()
end
