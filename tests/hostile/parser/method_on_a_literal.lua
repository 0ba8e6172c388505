-- expect: same
return function(x) return x + #("abc"):rep(2) + #{ 1, 2 } - 8 end
