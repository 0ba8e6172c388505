-- expect: error
local once = coroutine.wrap(function() error("first") end)
pcall(once)
return function() return once() end
