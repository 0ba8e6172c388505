-- expect: error
local deep = { 1 }
for _ = 1, 5000 do deep = { deep } end
return function() return require("hyla.tensor").tensor(deep):count() end
