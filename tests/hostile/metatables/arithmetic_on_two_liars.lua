-- expect: same
local left = setmetatable({}, { __sub = function() return 1 end })
local right = setmetatable({}, { __sub = function() return 2 end })
return function(x) return x + (left - right) + (right - left) - 3 end
