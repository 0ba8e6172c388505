-- expect: error
local trap = setmetatable({}, {
  __tostring = function() while true do end end,
  __concat = function() while true do end end,
})
error(trap)
