-- expect: denied
return require("hyla.system").seconds()
