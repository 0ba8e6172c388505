-- expect: denied
-- grant: ffi
-- Bytes of the system would be a draw that no run repeats.
ffi.cdef("long getrandom(void *bytes, size_t size, unsigned flags);")
return function(x) return tonumber(ffi.C.getrandom(ffi.new("char[8]"), 8, 0)) * 0 + x end
