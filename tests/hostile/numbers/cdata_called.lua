-- expect: error
return function(x) return (1LL)(x) end
