-- expect: denied
return require(("x"):rep(1e6))
