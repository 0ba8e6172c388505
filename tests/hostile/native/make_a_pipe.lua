-- expect: denied
-- grant: ffi
ffi.cdef("int pipe(int *ends);")
return function(x) return tonumber(ffi.C.pipe(ffi.new("int[2]"))) * 0 + x end
