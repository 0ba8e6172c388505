-- expect: error
return function(x) return (5):rep(2) + x end
