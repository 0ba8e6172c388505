-- expect: error
return function(x) return string.gfind("a", "a") and x end
