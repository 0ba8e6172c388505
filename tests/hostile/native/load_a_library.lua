-- expect: denied
-- grant: ffi
ffi.cdef("void *dlopen(const char *path, int flags);")
return function(x) return tonumber(ffi.cast("long", ffi.C.dlopen("libcrypt.so.1", 2))) * 0 + x end
