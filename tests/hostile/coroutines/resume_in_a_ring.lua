-- expect: error
local first, second
first = coroutine.wrap(function() return second() end)
second = coroutine.wrap(function() return first() end)
return function() return first() end
