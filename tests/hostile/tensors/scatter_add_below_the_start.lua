-- expect: error
local t = require("hyla.tensor")
return function() return t.zeros({ 4 }):scatter_add(1, t.tensor({ -5 }, "i64"), t.ones({ 1 })):item(1) end
