-- expect: timeout
local sticky = setmetatable({}, { __concat = function(a, b) while a ~= b do end end })
return function(x) return #(sticky .. x) end
