-- expect: timeout
local long = ("r"):rep(1e6)
return function(x) while x do x = #long:reverse() end end
