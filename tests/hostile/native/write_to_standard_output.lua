-- expect: denied
-- grant: ffi
ffi.cdef("long write(int fd, const void *bytes, size_t size);")
return function(x) return tonumber(ffi.C.write(1, "out", 3)) * 0 + x end
