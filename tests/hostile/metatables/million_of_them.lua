-- expect: memory|timeout
local kept = {}
for i = 1, 1e7 do kept[i] = setmetatable({}, { __index = kept[i - 1] }) end
