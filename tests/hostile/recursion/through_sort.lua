-- expect: error|timeout
local function order() table.sort({ 2, 1 }, order) return false end
return function(x) order() return x end
