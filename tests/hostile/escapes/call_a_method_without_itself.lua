-- expect: error
local integer = require("hyla.rng").new(1).integer
return function(x) return integer({}, 3) + x end
