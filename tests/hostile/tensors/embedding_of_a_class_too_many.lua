-- expect: error
local t = require("hyla.tensor")
return function() return t.ones({ 4, 2 }):embedding(t.tensor({ 0 }, "i64")):item(1, 1) end
