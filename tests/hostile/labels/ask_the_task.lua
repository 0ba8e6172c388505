-- expect: denied
return require("hyla.task").cases("test")
