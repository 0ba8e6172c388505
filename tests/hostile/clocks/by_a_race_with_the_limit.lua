-- expect: timeout
-- How far a count gets would tell the time, if whoever counts could still speak afterwards.
local reached = 0
local function count() while true do reached = reached + 1 end end
return function(x) pcall(count) return x + reached end
