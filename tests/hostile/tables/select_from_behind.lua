-- expect: error
return function(x) return select(-5, x) end
