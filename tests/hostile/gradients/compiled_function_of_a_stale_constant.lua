-- expect: same
-- What a compiled function reaches without being given it has died in the meantime.
local t, ad = require("hyla.tensor"), require("hyla.autodiff")
return function(x)
  local f = t.scope(function()
    local constant = t.tensor(5)
    local g = ad.compile(function(v) return v * constant end)
    g(t.tensor(x))
    return g
  end)
  for _ = 1, 10 do t.full({ 1 }, 9) end
  return f(t.tensor(x)):item() - 4 * x
end
