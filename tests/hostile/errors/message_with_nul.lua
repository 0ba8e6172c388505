-- expect: error
error("before\0behind", 0)
