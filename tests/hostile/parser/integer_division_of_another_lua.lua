-- expect: syntax
return function(x) return x // 2 end
