-- expect: ok
return function(x) return x + math.random(-2 ^ 53, 2 ^ 53) * 0 end
