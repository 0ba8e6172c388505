-- expect: ok
local count = coroutine.wrap(select)
return function(x) return x + (count and 0 or 1) end
