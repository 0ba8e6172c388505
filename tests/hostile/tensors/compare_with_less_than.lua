-- expect: error
local t = require("hyla.tensor")
return function() return t.tensor(1) < t.tensor(2) and 1 end
