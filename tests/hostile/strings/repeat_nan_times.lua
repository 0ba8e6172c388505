-- expect: ok
return function(x) return x + #("x"):rep(0 / 0) * 0 end
