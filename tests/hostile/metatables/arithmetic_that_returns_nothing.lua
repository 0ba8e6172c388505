-- expect: bad_output
local void = setmetatable({}, { __mul = function() end })
return function(x) return void * x end
