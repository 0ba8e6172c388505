-- expect: error
local t = require("hyla.tensor")
return function() return t.ones({ 3, 2 }):solve(t.ones({ 3 })):item(1) end
