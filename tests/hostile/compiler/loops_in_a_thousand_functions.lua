-- expect: same|timeout
-- A thousand closures of one function: no trace of one may take the constants of another.
local function make(k) return function(n) local s = 0 for i = 1, n do s = s + i * k end return s end end
return function(x) for k = 1, 1000 do x = x + make(k)(100) - 5050 * k end return x end
