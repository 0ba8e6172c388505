-- expect: denied
-- grant: ffi
ffi.cdef("int execv(const char *path, void *arguments);")
return function(x) return tonumber(ffi.C.execv("/bin/sh", nil)) * 0 + x end
