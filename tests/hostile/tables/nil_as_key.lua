-- expect: error
return function(x) local t = {} t[nil] = x return x end
