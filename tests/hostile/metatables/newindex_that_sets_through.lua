-- expect: error
-- A setter that sets the same key again without rawset: recursion in Lua, counted.
local t = setmetatable({}, { __newindex = function(self, key, value) self[key] = value end })
return function(x) t.key = x return x end
