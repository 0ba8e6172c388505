-- expect: denied
-- grant: ffi
ffi.cdef("int munmap(void *place, size_t size);")
return function(x) return tonumber(ffi.C.munmap(ffi.cast("void *", 0x200000000000ULL), 4096)) * 0 + x end
