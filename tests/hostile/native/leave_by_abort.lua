-- expect: denied
-- grant: ffi
ffi.cdef("void abort(void);")
return function() ffi.C.abort() end
