-- expect: denied
return require("string").dump
