-- expect: error
-- The object's own __tostring raises in the middle of a format.
local odd = setmetatable({}, { __tostring = function() error({}) end })
return function(x) return #("%s %s %s"):format(1, odd, x) end
