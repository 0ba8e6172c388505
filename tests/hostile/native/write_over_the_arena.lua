-- expect: crash
-- grant: ffi
-- All that the interpreter knows lies there; what is left of the process is thrown away.
ffi.cdef("void *memset(void *place, int byte, size_t size);")
return function(x) ffi.C.memset(ffi.cast("void *", 0x200000000000ULL), 255, 2 ^ 20) return x end
