-- expect: denied
-- grant: ffi
-- io_uring would do its calls elsewhere, out of sight of the filter.
ffi.cdef("long syscall(long number, ...);")
return function(x) return tonumber(ffi.C.syscall(425LL, 8LL, 0LL)) * 0 + x end
