-- expect: error
-- All elements are the same place.
local t = require("hyla.tensor")
return function(x)
  local wide = t.zeros({ 1 }):expand(1000)
  wide:add_(t.arange(1000))
  return x
end
