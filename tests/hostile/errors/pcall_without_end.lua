-- expect: same|timeout
-- pcall of itself: frames of the fast function pile up until the stack is full.
local function again() return pcall(again) end
return function(x) again() return x end
