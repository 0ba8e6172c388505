-- expect: error|timeout
local t = setmetatable({}, {})
getmetatable(t).__tostring = function(self) return ("%s"):format(self) .. "!" end
return function() return #tostring(t) end
