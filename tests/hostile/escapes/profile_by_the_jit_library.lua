-- expect: denied
return require("jit.profile").start("i1", print)
