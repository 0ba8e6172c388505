-- expect: denied
-- grant: ffi
ffi.cdef("int kill(int pid, int signal);")
return function(x) return tonumber(ffi.C.kill(-1, 0)) * 0 + x end
