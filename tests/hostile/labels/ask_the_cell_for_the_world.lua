-- expect: denied
return require("hyla.cell").world
