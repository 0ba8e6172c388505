-- expect: same
local odd = setmetatable({}, { __tostring = function() return {} end })
return function(x) return not pcall(function() return "" .. tostring(odd) end) and x end
