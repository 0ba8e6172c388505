-- expect: denied
-- grant: ffi
ffi.cdef("int memfd_create(const char *name, unsigned flags);")
return function(x) return tonumber(ffi.C.memfd_create("m", 0)) * 0 + x end
