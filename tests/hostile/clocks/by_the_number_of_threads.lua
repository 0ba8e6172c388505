-- expect: ok
-- How many threads kernels use says something of the machine.
local t = require("hyla.tensor")
return function(x) return x + (t.threads and t.threads() or 1) * 0 end
