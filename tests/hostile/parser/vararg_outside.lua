-- expect: syntax
return function(x) return ... end
