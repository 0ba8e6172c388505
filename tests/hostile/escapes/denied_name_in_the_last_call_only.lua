-- expect: denied
return function(x) if x == 8.5 then pcall(function() return ffi end) end return x end
