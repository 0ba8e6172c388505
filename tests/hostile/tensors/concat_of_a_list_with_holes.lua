-- expect: error
local t = require("hyla.tensor")
return function() return t.concat({ t.ones({ 1 }), nil, t.ones({ 1 }) }, 1):count() end
