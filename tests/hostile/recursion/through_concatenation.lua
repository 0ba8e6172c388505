-- expect: error
local t = setmetatable({}, {})
getmetatable(t).__concat = function(a, b) return "x" .. (a .. b) end
return function(x) return #(t .. x) end
