-- expect: denied
-- grant: ffi
ffi.cdef("int prctl(int option, ...);")
return function(x) return tonumber(ffi.C.prctl(22, 2LL, 0LL)) * 0 + x end
