-- expect: bad_output
-- One value while it is checked, another while it is scored: what is no number is not asked.
local turn = 0
local two_faced = setmetatable({}, { __index = function() turn = turn + 1 return turn % 2 == 0 and 1 or "high" end })
return function() return two_faced end
