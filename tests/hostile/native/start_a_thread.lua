-- expect: denied
-- grant: ffi
-- A thread beside the loop would be a clock; its stack is not to be had, to begin with.
ffi.cdef("int pthread_create(void *thread, void *attributes, void *f, void *x);")
return function(x) return tonumber(ffi.C.pthread_create(ffi.new("long[1]"), nil, nil, nil)) * 0 + x end
