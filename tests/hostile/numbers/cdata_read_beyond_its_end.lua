-- expect: same
return function(x) local c = 1i return c[2 ^ 20] + x end
