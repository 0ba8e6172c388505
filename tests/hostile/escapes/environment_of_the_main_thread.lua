-- expect: denied
setfenv(0, { print = print })
