-- expect: error
local ring = {}
ring[1] = ring
return function() return require("hyla.tensor").tensor(ring):count() end
