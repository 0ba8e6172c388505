-- expect: denied
return require(1)
