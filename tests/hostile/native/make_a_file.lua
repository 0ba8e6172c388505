-- expect: denied
-- grant: ffi
ffi.cdef("int creat(const char *path, int mode);")
return function(x) return tonumber(ffi.C.creat("/tmp/hyla-escaped", 420)) * 0 + x end
