-- expect: same
return function(x) return ("%a %A"):format(x, 0.1) == ("%a 0X1.999999999999AP-4"):format(x) and x end
