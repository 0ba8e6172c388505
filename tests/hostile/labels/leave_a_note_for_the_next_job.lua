-- expect: denied
io.open("/tmp/hyla-escaped", "a"):write("the first label is 1\n")
