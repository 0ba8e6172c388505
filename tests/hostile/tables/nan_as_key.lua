-- expect: error
return function(x) local t = {} t[0 / 0] = x return x end
