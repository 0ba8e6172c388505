-- expect: error
local t = require("hyla.tensor")
return function() return t.ones({ 1, 1, 4 }):conv1d(t.ones({ 1, 1, 3 }), nil, 1, 0, 2 ^ 62):sum():item() end
