-- expect: denied
-- grant: ffi
ffi.cdef("unsigned sleep(unsigned seconds);")
return function(x) return tonumber(ffi.C.sleep(86400)) * 0 + x end
