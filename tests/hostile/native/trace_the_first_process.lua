-- expect: denied
-- grant: ffi
ffi.cdef("long ptrace(int request, int pid, void *a, void *b);")
return function(x) return tonumber(ffi.C.ptrace(16, 1, nil, nil)) * 0 + x end
