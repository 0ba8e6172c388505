-- expect: timeout
local function again(x) return again(x + 1) end
return again
