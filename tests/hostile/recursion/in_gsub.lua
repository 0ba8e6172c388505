-- expect: crash|timeout
local function again(s) return (s:gsub('.', again)) end
return function() return again('x') end
