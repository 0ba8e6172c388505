-- expect: error|timeout
-- tostring calls __tostring calls tostring ...: C frames between Lua frames, counted or guarded.
local odd = setmetatable({}, {})
getmetatable(odd).__tostring = function(self) return tostring(self) end
return function(x) return #tostring(odd) + x end
