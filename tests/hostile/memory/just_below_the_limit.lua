-- expect: same|timeout
return function(x) return x + #("m"):rep(2 ^ 22) - 2 ^ 22 end
