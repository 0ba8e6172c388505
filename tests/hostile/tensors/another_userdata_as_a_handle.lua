-- expect: error
local t = require("hyla.tensor")
return function() return t.tensor(1):add(require("hyla.rng").new(1)):item() end
