-- expect: error
local t = require("hyla.tensor")
return function() return t.ones({ 1, 1, 4 }):conv1d(t.ones({ 1, 1, 2 }), nil, 0):sum():item() end
