-- expect: denied
return function() return select(2, debug.getlocal(2, 1)) end
