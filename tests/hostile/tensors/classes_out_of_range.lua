-- expect: error
local t = require("hyla.tensor")
return function() return t.zeros({ 2, 3 }):cross_entropy(t.tensor({ 1, 4 }, "i64")):item() end
