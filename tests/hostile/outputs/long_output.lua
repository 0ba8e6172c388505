-- expect: bad_output
local long = ('z'):rep(2^17)
return function() return long end
