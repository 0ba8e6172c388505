-- expect: error
return function(x) return #("a"):rep(2LL) + x end
