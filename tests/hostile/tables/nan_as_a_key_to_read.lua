-- expect: same
return function(x) return ({ 1 })[0 / 0] == nil and x end
