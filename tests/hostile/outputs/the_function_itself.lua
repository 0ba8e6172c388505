-- expect: bad_output
local function me() return me end
return me
