-- expect: denied
return require("hyla.bytes").open("/etc/passwd")
