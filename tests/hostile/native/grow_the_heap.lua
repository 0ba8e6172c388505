-- expect: same
-- grant: ffi
-- The limit on data ends it, as it would end malloc.
ffi.cdef("void *sbrk(intptr_t size);")
return function(x) return ffi.cast("intptr_t", ffi.C.sbrk(2 ^ 27)) == -1 and x or error("it worked") end
