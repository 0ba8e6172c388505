-- expect: same
local function handler() return xpcall(error, handler) end
return function(x) xpcall(error, handler) return x end
