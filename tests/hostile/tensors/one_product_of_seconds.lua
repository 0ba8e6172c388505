-- expect: timeout
-- One call into the BLAS that takes longer than all the time there is.
local t = require("hyla.tensor")
local a = t.ones({ 900, 900 }, "f64")
return function(x)
  for _ = 1, 400 do x = t.scope(function() return a:matmul(a):item(1, 1) end) end
  return x
end
