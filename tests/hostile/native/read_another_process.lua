-- expect: denied
-- grant: ffi
-- process_vm_readv of the first process that it can name.
ffi.cdef("long syscall(long number, ...);")
return function(x) return tonumber(ffi.C.syscall(310LL, 1LL, 0LL, 0LL, 0LL, 0LL, 0LL)) * 0 + x end
