-- expect: timeout|denied
local lpeg = require("lpeg")
getmetatable(lpeg.P("a")).__gc = function() while true do end end
return function(x)
  while true do lpeg.P("garbage") end
  return x
end
