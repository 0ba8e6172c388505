-- expect: error
error("ok", 0)
