-- expect: memory|timeout
local t = setmetatable({}, {})
getmetatable(t).__index = function(self, key) return self[key .. "x"] end
return function() return t.a end
