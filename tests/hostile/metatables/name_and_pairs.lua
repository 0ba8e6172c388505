-- expect: same
-- __name and __pairs belong to other Luas and change nothing here.
local odd = setmetatable({}, { __name = "number", __pairs = function() error("called") end })
return function(x) return type(odd) == "table" and next(odd) == nil and pairs(odd) and x end
