-- expect: error
local t = require("hyla.tensor")
return function() return t.ones({ 1, 1, 2, 2 }):conv2d(t.ones({ 1, 1, 5, 5 })):sum():item() end
