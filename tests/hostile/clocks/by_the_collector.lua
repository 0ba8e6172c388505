-- expect: denied
return function(x) return x + collectgarbage("count") end
