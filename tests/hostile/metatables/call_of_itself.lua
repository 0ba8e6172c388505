-- expect: error
-- __call that is a table with a __call that is a table ...: no chain is followed.
local never = setmetatable({}, {})
getmetatable(never).__call = never
return function(x) return never(x) end
