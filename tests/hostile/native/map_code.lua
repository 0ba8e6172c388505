-- expect: denied
-- grant: ffi
ffi.cdef("void *mmap(void *place, size_t size, int protection, int flags, int fd, long offset);")
return function(x) return ffi.C.mmap(nil, 4096, 7, 0x22, -1, 0) ~= nil and x end
