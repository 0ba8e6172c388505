-- expect: same
local t, ad = require("hyla.tensor"), require("hyla.autodiff")
return function(x)
  local calls = 0
  local f = ad.compile(function(v) calls = calls + 1 return v + calls end)
  for _ = 1, 5 do f(t.tensor(x)) end
  return f(t.tensor(x)):item() - calls
end
