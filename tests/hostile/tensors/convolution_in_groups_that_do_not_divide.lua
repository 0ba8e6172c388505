-- expect: error
local t = require("hyla.tensor")
return function() return t.ones({ 1, 3, 4 }):conv1d(t.ones({ 2, 1, 2 }), nil, 1, 0, 1, 2):sum():item() end
