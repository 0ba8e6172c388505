-- expect: denied
return require("/etc/passwd")
