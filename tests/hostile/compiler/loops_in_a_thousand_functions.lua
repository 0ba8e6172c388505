-- expect: ok|timeout
-- Each closure has its own prototype? No: one prototype, so one trace; the point is that it is so.
local function make(k) return function(n) local s = 0 for i = 1, n do s = s + i * k end return s end end
return function(x) for k = 1, 1000 do x = x + make(k)(100) * 0 end return x end
