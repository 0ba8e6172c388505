-- expect: error
return function() return require("hyla.tensor").ones({ 3 }):topk(4):count() end
