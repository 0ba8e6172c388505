-- expect: syntax
return function(x) return 1e999999999 + x * 0 end
