-- expect: same
-- The measure runs in another process, with its own math.
math.abs = function() return 0 end
math.floor = function() return 0 end
math.max = function() return 1e9 end
tonumber = function() return 1 end
return function(x) return x end
