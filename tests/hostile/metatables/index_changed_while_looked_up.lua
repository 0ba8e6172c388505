-- expect: ok
local t, meta = {}, {}
meta.__index = function(self, key) meta.__index = nil setmetatable(self, nil) return #key end
return function(x)
  setmetatable(t, meta)
  return x + (t.abc or 0)
end
