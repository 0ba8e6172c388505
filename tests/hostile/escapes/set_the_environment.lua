-- expect: denied
setfenv(1, {})
return function(x) return x end
