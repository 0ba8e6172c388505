-- expect: denied
-- grants: ffi
return ffi.C
