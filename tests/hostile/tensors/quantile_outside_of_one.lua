-- expect: error
return function() return require("hyla.tensor").ones({ 3 }):quantile(1.5):item() end
