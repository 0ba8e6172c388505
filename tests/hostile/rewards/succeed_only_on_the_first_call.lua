-- expect: error
local first = true
return function(x) if first then first = false return x end error("enough") end
