-- expect: same
require = function() error("patched") end
return function(x) return x end
