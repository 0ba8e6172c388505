-- expect: error
local callee = function(...) return select("#", ...) end
for _ = 1, 300 do callee = setmetatable({}, { __call = callee }) end
return function(x) return callee(x) end
