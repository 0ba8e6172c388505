-- expect: error
return function(x) return require("hyla.tensor").ones({ 3 })(x) end
