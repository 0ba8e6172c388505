-- expect: denied
return require("hyla.store").open("/tmp/hyla-escaped")
