-- expect: denied
return require("hyla.cell").prepare({})
