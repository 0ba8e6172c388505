-- expect: same
local t = require("hyla.tensor")
return function(x) return x + t.ones({ 0, 5 }):matmul(t.ones({ 5, 0 })):sum():item() + t.ones({ 3, 0 }):matmul(t.ones({ 0, 3 })):sum():item() end
