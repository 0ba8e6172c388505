-- expect: timeout
-- A thread that counts would be a clock if anything ran beside it; nothing does.
local ticks = 0
local clock = coroutine.wrap(function() while true do ticks = ticks + 1 end end)
return function(x) clock() return x + ticks end
