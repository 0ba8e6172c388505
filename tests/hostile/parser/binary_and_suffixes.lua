-- expect: same
return function(x) return x + 0b101 - 5 end
