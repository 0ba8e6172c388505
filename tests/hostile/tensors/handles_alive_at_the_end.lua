-- expect: same
-- Finalizers would run when the state is closed; no state of a job is ever closed.
local t = require("hyla.tensor")
kept = {}
return function(x) kept[#kept + 1] = t.full({ 10000 }, x) return x end
