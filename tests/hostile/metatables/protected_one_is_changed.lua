-- expect: error
local kept = setmetatable({}, { __metatable = "mine" })
return function(x) setmetatable(kept, nil) return x end
