-- expect: denied
return require("hyla.archive").open(".")
