-- expect: error
local t = setmetatable({}, {})
getmetatable(t).__add = function(a, b) return 1 + (a + b) end
return function(x) return t + x end
