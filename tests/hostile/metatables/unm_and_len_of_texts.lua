-- expect: error
return function(x) return -"abc" + #x end
