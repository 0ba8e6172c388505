-- expect: denied
local make = loadstring
return make("return function(x) return x end")()
