-- expect: error
local odd = setmetatable({}, { __tostring = function() return "odd" end })
return function(x) return #table.concat({ odd }) + x end
