-- expect: error
local meta = {}
meta.__lt = function(a, b) return not (rawequal(a, b)) end
local t = {}
for i = 1, 50 do t[i] = setmetatable({ i }, meta) end
return function(x) table.sort(t) return x end
