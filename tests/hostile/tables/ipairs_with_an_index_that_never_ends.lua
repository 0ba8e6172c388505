-- expect: same
-- ipairs of LuaJIT reads raw, so there is nothing to visit.
local endless = setmetatable({}, { __index = function(_, i) return i end })
return function(x) for i in ipairs(endless) do return error("it worked", i) end return x end
