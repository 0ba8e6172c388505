-- expect: error
-- A nested table that contains itself, given to what walks trees.
local nest = require("hyla.nest")
local ring = {}
ring.ring = ring
return function(x) nest.map(function(v) return v end, ring) return x end
