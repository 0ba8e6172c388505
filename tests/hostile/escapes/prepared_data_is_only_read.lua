-- expect: same
-- What the host prepared can be changed in this job, and is whole in the next.
local prepared = prepared or {}
for key in pairs(prepared) do prepared[key] = nil end
setmetatable(prepared, { __len = function() return 99 end })
return function(x) return x + #prepared end
