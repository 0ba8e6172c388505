-- expect: denied
return require("package").loaded.os
