-- expect: error
local meta = {}
local a, b = setmetatable({}, meta), setmetatable({}, meta)
meta.__eq = function(p, q) return not (p == q) end
return function(x) return a == b and x or -x end
