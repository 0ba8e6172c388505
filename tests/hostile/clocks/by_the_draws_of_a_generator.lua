-- expect: same
-- A generator is a value with a place in its sequence, not a source of entropy.
local rng = require("hyla.rng")
return function(x) return x + rng.new(5):uniform() - rng.new(5):uniform() end
