-- expect: timeout
local function walk(...) for i = 1, select("#", ...) do if (select(i, ...)) == nil then return i end end end
local list = {}
for i = 1, 7000 do list[i] = i end
return function(x) for _ = 1, 1000 do walk(unpack(list)) end return x end
