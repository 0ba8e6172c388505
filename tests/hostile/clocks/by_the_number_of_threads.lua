-- expect: same
-- How many threads kernels use says something of the machine.
local t = require("hyla.tensor")
return function(x) return t.threads() == 1 and x end
