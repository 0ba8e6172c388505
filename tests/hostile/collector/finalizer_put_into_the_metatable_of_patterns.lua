-- expect: error|denied
-- LPeg shows the metatable of its patterns to whoever asks: the one way to a finalizer of one's own.
-- It runs where the candidate runs, and what it raises is the candidate's error.
local lpeg = require("lpeg")
getmetatable(lpeg.P("a")).__gc = function() error("from nowhere") end
return function(x)
  for _ = 1, 500 do lpeg.P("garbage") end
  return x
end
