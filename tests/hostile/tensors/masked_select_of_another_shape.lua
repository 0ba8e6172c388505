-- expect: error
local t = require("hyla.tensor")
return function() return t.ones({ 3 }):masked_select(t.ones({ 4 }, "bool")):count() end
