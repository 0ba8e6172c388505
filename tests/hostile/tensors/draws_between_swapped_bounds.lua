-- expect: error
local t = require("hyla.tensor")
return function() return t.randint(5, 1, { 3 }, require("hyla.rng").new(1)):item(1) end
