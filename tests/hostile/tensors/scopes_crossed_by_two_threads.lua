-- expect: error
local t = require("hyla.tensor")
return function(x)
  local function open() return t.scope(function() coroutine.yield() return t.tensor(x) end) end
  local a, b = coroutine.wrap(open), coroutine.wrap(open)
  a() b() a()
  return b():item()
end
