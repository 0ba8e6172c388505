-- expect: error
error(("m"):rep(2 ^ 20), 0)
