-- expect: error
return function(x) return next({ 1, 2, 3 }, 2.5) or x end
