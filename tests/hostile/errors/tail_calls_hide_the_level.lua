-- expect: error
local function raise() return error("hidden", 2) end
return function() return raise() end
