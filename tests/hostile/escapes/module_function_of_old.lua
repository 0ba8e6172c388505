-- expect: denied
module("mine")
return function(x) return x end
