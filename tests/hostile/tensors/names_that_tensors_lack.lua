-- expect: error
return function() return require("hyla.tensor").tensor(1).data end
