-- expect: error
return function(x) return next({}, "not there") or x end
