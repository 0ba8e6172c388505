-- expect: bad_output
return function(x) return require("hyla.tensor").tensor(x) end
