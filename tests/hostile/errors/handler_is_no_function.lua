-- expect: error
return function(x) xpcall(error, 42) return x end
