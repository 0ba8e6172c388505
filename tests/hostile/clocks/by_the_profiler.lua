-- expect: denied
return jit.profile
