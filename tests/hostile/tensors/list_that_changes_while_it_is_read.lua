-- expect: error
-- A list of lists whose inner length grows between the count and the copy.
local t = require("hyla.tensor")
local growing = setmetatable({}, { __index = function(self, i) rawset(self, i, { 1, 2, i > 1 and 3 or nil }) return rawget(self, i) end })
return function(x) return x + t.tensor({ growing, { { 1 } } }):count() * 0 end
