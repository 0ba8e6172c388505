-- expect: same|timeout
-- Handles outside of scopes have finalizers, the only ones that candidates can make; all are run.
local t = require("hyla.tensor")
return function(x) for i = 1, 2000 do x = x + t.tensor(i):item() - i end return x end
