-- expect: memory|timeout
local kept = {}
for i = 1, 1e8 do kept[i] = "s" .. i end
