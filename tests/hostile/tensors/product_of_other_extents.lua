-- expect: error
local t = require("hyla.tensor")
return function() return t.ones({ 2, 3 }):matmul(t.ones({ 4, 2 })):sum():item() end
