-- expect: denied
local sneaky = setmetatable({}, { __index = function(_, name) return require(name) end })
return sneaky.os
