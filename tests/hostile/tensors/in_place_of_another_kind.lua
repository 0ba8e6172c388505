-- expect: ok
local t = require("hyla.tensor")
return function() return t.ones({ 2 }, "i64"):add_(t.full({ 2 }, 0.5)):item(1) end
