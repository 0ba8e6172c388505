-- expect: timeout
local function double(...) return double(..., ...) end
return double
