-- expect: denied
-- grant: ffi
ffi.cdef("int socket(int domain, int type, int protocol);")
return function(x) return tonumber(ffi.C.socket(2, 1, 0)) * 0 + x end
