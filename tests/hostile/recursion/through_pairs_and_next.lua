-- expect: error
local function walk(t) for _, inner in pairs(t) do walk({ inner }) end return 1 end
return function(x) return walk({ x }) end
