-- expect: same|denied
-- The finalizer of a pattern, called by hand on one that is in use.
local lpeg = require("lpeg")
return function(x)
  local pattern = lpeg.P("a") ^ 1
  local first = pattern:match("aaa")
  for _ = 1, 3 do getmetatable(pattern).__gc(pattern) end
  return first == 4 and x
end
