-- expect: bad_output
return function() return coroutine.create(print) end
