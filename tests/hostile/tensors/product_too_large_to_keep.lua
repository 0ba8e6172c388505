-- expect: memory
local t = require("hyla.tensor")
return function() return t.ones({ 2 ^ 18, 1 }):matmul(t.ones({ 1, 2 ^ 18 })):sum():item() end
