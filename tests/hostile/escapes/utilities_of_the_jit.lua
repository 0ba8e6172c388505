-- expect: denied
return require("jit.util").funcinfo(print)
