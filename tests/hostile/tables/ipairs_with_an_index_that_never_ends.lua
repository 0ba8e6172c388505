-- expect: ok
-- ipairs of LuaJIT reads raw, or calls __index for ever: CPU time decides.
local endless = setmetatable({}, { __index = function(_, i) return i end })
return function(x) for i in ipairs(endless) do x = x + i * 0 end return x end
