-- expect: error|timeout
local nest = require("hyla.nest")
local deep = { 1 }
for _ = 1, 1e5 do deep = { deep } end
return function(x) return x + nest.count(deep) * 0 end
