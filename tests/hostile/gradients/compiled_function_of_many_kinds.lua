-- expect: error
local t, ad = require("hyla.tensor"), require("hyla.autodiff")
return function(x)
  local f = ad.compile(function(v, k) return v * k end)
  for k = 1, 40 do f(t.tensor(x), k) end
  return x
end
