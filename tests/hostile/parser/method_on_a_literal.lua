-- expect: ok
return function(x) return x + #("abc"):rep(2) + #{ 1, 2 } end
