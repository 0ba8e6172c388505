-- expect: same
-- How much memory there is left is the same for the same job, whatever ran before it.
local t = require("hyla.tensor")
return function(x) return x + t.memory() end
