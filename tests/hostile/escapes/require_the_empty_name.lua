-- expect: denied
return require("")
