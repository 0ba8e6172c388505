-- expect: error
-- Threads would be a clock, and a way out of one CPU's time; none may start.
local t = require("hyla.tensor")
return function(x)
  t.threads(4)
  return x + t.ones({ 300, 300 }):matmul(t.ones({ 300, 300 })):sum():item() * 0
end
