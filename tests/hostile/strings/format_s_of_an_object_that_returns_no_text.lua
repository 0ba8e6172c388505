-- expect: same
local odd = setmetatable({}, { __tostring = function() return nil end })
return function(x) return type(("%s"):format(odd)) == "string" and x end
