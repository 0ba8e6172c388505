-- expect: timeout|error
local function double(...) return double(..., ...) end
return double
