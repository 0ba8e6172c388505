-- expect: error
error("os is denied", 0)
