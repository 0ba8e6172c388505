-- expect: same
return function(x) return x == 0 and -0 or x end
