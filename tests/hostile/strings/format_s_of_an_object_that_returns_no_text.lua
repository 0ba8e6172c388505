-- expect: ok
local odd = setmetatable({}, { __tostring = function() return nil end })
return function(x) return x + #("%s"):format(odd) * 0 end
