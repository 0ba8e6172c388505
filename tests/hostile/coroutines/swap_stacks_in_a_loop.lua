-- expect: timeout
-- Two threads hand a number to each other for ever; neither ever runs long.
local ping = coroutine.wrap(function(n) while true do n = coroutine.yield(n + 1) end end)
local pong = coroutine.wrap(function(n) while true do n = coroutine.yield(n - 1) end end)
return function(x) while true do x = pong(ping(x)) end end
