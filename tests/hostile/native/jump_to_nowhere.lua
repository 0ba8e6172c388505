-- expect: crash
-- grant: ffi
return function(x) ffi.cast("void (*)(void)", 8)() return x end
