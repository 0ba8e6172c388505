-- expect: error
-- A yield out of a scope that never comes back.
local t = require("hyla.tensor")
return function(x)
  local thread = coroutine.wrap(function() t.scope(function() coroutine.yield(t.tensor(x)) end) end)
  return thread():item()
end
