-- expect: memory
return function(x) return x + require("hyla.tensor").ones({ 1024, 1024 }):nonzero():count() * 0 end
