-- expect: error
return function() return require("hyla.tensor").ones({ 1, 1 }):squeeze(1):squeeze(1):squeeze(1):item() end
