-- expect: memory
local t = require("hyla.tensor")
return function() return t.one_hot(t.tensor({ 1 }, "i64"), 2 ^ 40):count() end
