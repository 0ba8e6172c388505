-- expect: syntax
return function(x) return x  end
