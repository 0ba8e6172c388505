-- expect: same
local place = require("hyla.rng").new(1)
local meta = getmetatable(place)
return function(x)
  if type(meta) == "table" then meta.integer = nil end
  return x + place:integer(1) - 1
end
