-- expect: error
local t = require("hyla.tensor")
return function(x)
  return x + t.categorical(t.full({ 2, 3 }, -1 / 0), require("hyla.rng").new(1)):count() * 0
end
