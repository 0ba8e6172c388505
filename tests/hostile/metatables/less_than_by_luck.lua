-- expect: error
-- __lt of another kind than its operand's.
local a = setmetatable({}, { __lt = function() return true end })
return function(x) return x < {} and a < 1 and 1 or 0 end
