-- expect: denied
-- grant: ffi
ffi.cdef("int sigprocmask(int how, const void *set, void *old);")
return function(x) return tonumber(ffi.C.sigprocmask(2, ffi.new("char[128]", 255), nil)) * 0 + x end
