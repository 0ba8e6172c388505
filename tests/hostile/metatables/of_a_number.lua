-- expect: error
return function(x) setmetatable(x, {}) return x end
