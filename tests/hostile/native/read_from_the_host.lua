-- expect: denied
-- grant: ffi
-- The lowest descriptor beyond the usual three is the worker's own, where there is any.
ffi.cdef("long read(int fd, void *bytes, size_t size);")
return function(x) return tonumber(ffi.C.read(3, ffi.new("char[8]"), 8)) * 0 + x end
