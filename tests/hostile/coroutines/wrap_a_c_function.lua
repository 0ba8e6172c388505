-- expect: same
return function(x) return coroutine.wrap(select)(2, 0, x) end
