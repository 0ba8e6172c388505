-- expect: bad_output
local a = {}
a.a = a
return function() return a end
