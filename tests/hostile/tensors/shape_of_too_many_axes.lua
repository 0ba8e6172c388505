-- expect: error
local t = require("hyla.tensor")
local long = {}
for i = 1, 1000 do long[i] = 1 end
return function() return t.zeros(long):count() end
