-- expect: error
local function sum(...) local s = 0 for i = 1, select("#", ...) do s = s + select(i, ...) end return s end
return function(x) return sum(unpack({}, 1, 8001)) + x end
