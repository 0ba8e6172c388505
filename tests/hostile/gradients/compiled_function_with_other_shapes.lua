-- expect: error
local t, ad = require("hyla.tensor"), require("hyla.autodiff")
return function(x)
  local f = ad.compile(function(v) return v:reshape(4) end)
  f(t.ones({ 2, 2 }))
  return f(t.ones({ 3, 2 })):count() * 0 + x
end
