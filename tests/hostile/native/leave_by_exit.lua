-- expect: crash
-- grant: ffi
-- The process ends without a result: not well, whatever its status says.
ffi.cdef("void _exit(int status);")
return function(x) return tonumber((ffi.C._exit(0) or 0)) * 0 + x end
