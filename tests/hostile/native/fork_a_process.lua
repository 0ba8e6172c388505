-- expect: denied
-- grant: ffi
ffi.cdef("int fork(void);")
return function(x) return tonumber(ffi.C.fork()) * 0 + x end
