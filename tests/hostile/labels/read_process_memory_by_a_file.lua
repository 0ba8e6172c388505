-- expect: denied
return io.open("/proc/self/mem", "rb")
