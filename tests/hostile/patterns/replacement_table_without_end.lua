-- expect: timeout
local grow = setmetatable({}, { __index = function(_, key) while key do end end })
return function(x) return #("abc"):gsub(".", grow) + x end
