-- expect: error
local place = require("hyla.rng").new(1)
return function(x) return require("hyla.tensor").exp(place):item() + x end
