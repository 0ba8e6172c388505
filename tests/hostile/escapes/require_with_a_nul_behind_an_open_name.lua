-- expect: same
local rng = require("hyla.rng\0.evil")
return function(x) return rng.new(1):integer(1) * x end
