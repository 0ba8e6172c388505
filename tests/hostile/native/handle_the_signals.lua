-- expect: denied
-- grant: ffi
ffi.cdef("void *signal(int number, void *handler);")
return function(x) return tonumber(ffi.cast("long", ffi.C.signal(14, ffi.cast("void *", 1)))) * 0 + x end
