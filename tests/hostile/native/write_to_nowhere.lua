-- expect: crash
-- grant: ffi
return function(x) ffi.cast("volatile int *", 8)[0] = 1 return x end
