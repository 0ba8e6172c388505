-- expect: same|timeout
-- Tables have no finalizers in this Lua, and newproxy is denied: nothing runs at a collection.
local ran = false
for _ = 1, 1000 do setmetatable({}, { __gc = function() ran = true end }) end
local waste = {}
for i = 1, 5e4 do waste[i % 100] = { i } end
return function(x) return ran and error("it worked") or x end
