-- expect: error
local t = require("hyla.tensor")
return function() return t.ones({ 4 }):index_select(1, t.tensor({ 0 / 0, 1.5 })):item(1) end
