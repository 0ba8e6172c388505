-- expect: error
local t = require("hyla.tensor")
return function() return t.ones({ 2 }):add_(t.ones({ 3 })):item(1) end
