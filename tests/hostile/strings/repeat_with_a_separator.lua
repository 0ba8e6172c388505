-- expect: memory
return function(x) return #("x"):rep(2 ^ 31 - 1, (","):rep(2 ^ 16)) + x end
