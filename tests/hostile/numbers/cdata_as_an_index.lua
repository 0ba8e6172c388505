-- expect: same
return function(x) return ({ x })[1LL] or x end
