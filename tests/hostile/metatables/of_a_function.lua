-- expect: error
return function(x) setmetatable(print, { __index = x }) return x end
