-- expect: timeout
return function(x) for i = 1, math.huge do x = i end return x end
