-- expect: bad_output
local f = 1
(function() end)()
