-- expect: timeout
-- At 2^53 the step is lost in rounding.
return function(x) for i = 2 ^ 53, 2 ^ 54 do x = i end return x end
