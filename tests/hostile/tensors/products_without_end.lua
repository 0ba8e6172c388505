-- expect: timeout
-- A loop of products spends its time in C; the limit counts it all the same.
local t = require("hyla.tensor")
return function()
  local a = t.eye(200)
  while true do a = t.scope(function() return a:matmul(a) end) end
end
