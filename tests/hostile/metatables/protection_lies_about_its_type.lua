-- expect: same
-- __metatable may be anything, also something that looks like a metatable of the host.
local liar = setmetatable({}, { __metatable = { __gc = error, __mode = "kv" } })
return function(x) return x + (getmetatable(liar).__mode == "kv" and 0 or 1) end
