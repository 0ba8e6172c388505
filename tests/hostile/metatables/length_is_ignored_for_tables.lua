-- expect: same
-- LuaJIT without 5.2 names never calls __len of a table; either way it is only a number.
local long = setmetatable({}, { __len = function() return 2 ^ 60 end })
return function(x) return x + math.min(#long, 0) end
