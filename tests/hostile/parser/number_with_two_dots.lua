-- expect: syntax
return function(x) return 1.2.3 + x end
