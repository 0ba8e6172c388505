-- expect: same
local t = require("hyla.tensor")
local flips = 0
local liar = setmetatable({}, { __index = function(_, i) flips = flips + 1 return flips % 2 == 1 and 2 or 2 ^ 20 end })
return function(x) return t.zeros(liar):sum():item() == 0 and x end
