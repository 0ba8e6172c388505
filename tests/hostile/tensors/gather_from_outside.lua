-- expect: error
local t = require("hyla.tensor")
return function() return t.ones({ 4 }):gather(1, t.tensor({ 5 }, "i64")):item(1) end
