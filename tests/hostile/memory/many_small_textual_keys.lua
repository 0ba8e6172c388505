-- expect: memory|timeout
local t = {}
for i = 1, 1e8 do t["key of some length " .. i] = i end
