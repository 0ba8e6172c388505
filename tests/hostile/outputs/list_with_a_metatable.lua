-- expect: bad_output
-- What is read of an output is read raw: no __index is asked.
return function() return setmetatable({}, { __index = function(_, i) return i end, __len = function() return 16 end }) end
