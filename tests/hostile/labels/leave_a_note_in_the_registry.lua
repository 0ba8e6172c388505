-- expect: denied
debug.getregistry().note = 1
