-- expect: ok
return function(x) return 0b101 + x end
