-- expect: timeout
-- %s calls __tostring, which never returns.
local slow = setmetatable({}, { __tostring = function() while true do end end })
return function() return #("%s"):format(slow) end
