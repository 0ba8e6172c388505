-- expect: denied
-- grant: ffi
ffi.cdef("int mprotect(void *place, size_t size, int protection);")
return function(x) return tonumber(ffi.C.mprotect(ffi.cast("void *", 0x200000000000ULL), 4096, 7)) * 0 + x end
