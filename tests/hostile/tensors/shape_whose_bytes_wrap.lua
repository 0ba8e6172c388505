-- expect: error
local t = require("hyla.tensor")
return function() return t.ones({ 2 ^ 31, 2 ^ 31 }, "f64"):item(1, 1) end
