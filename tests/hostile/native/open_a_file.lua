-- expect: denied
-- grant: ffi
ffi.cdef("int open(const char *path, int flags);")
return function(x) return tonumber(ffi.C.open("/etc/passwd", 0)) * 0 + x end
