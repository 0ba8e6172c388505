-- expect: denied
-- grant: ffi
ffi.cdef("int prctl(int option, ...);")
return function(x) return tonumber(ffi.C.prctl(4, 1LL)) * 0 + x end
