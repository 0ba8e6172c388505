-- expect: same
return function(x)
  local t, meta = {}, {}
  meta.__index = function(self, key) meta.__index = nil setmetatable(self, nil) return #key end
  setmetatable(t, meta)
  return x + t.abc - 3
end
