-- expect: error
local t = require("hyla.tensor")
return function() return t.zeros({ 4 }):index_add(1, t.tensor({ 1, 2, 3 }, "i64"), t.ones({ 2 })):item(1) end
