-- expect: denied
-- grant: ffi
ffi.cdef("int setrlimit(int resource, const long *limit);")
return function(x) return tonumber(ffi.C.setrlimit(9, ffi.new("long[2]", -1))) * 0 + x end
