-- expect: error|timeout
local t = { 5, 4, 3, 2, 1 }
local function order(a, b) table.sort(t, order) return a < b end
return function(x) table.sort(t, order) return x end
