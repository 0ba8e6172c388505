-- expect: error
-- The iterator in the hands of pcall, unpack and a coroutine, none of which is its loop.
local each = ("a1b2"):gmatch("%d")
local thread = coroutine.wrap(each)
return function(x) return x + tonumber(thread() or 0) + (pcall(each, {}, {}) and 1 or 0) end
