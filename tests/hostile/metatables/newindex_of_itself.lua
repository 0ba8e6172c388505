-- expect: error
local loop = setmetatable({}, {})
getmetatable(loop).__newindex = loop
return function(x) loop.key = x return x end
