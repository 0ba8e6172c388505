-- expect: error
local t = require("hyla.tensor")
return function()
  return t.bernoulli(t.full({ 2 }, 0 / 0), require("hyla.rng").new(1)):item(1)
end
