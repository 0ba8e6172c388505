-- expect: error
local t = require("hyla.tensor")
return function() return (t.ones({ 2 }) .. "x") + {} end
