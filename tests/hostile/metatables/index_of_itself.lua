-- expect: error
local loop = {}
setmetatable(loop, { __index = loop })
getmetatable(loop).__index = loop
return function() return loop.missing + 1 end
