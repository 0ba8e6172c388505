-- expect: denied
coroutine.resume(coroutine.create(function() return jit end))
return function(x) return x end
