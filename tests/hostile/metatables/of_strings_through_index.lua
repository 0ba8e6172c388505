-- expect: error
return function(x) return getmetatable("").__index and x end
