-- expect: denied
-- grant: ffi
-- The timer takes the settings that were prepared for it, none of which stops it.
ffi.cdef("int setitimer(int which, const long *new, long *old);")
return function(x) return tonumber(ffi.C.setitimer(0, ffi.new("long[4]"), nil)) * 0 + x end
