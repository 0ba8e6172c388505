-- expect: error
-- 2^32 * 2^32 elements are 0 in 64 bits, and 2^62 elements of 4 bytes are 0 bytes.
local t = require("hyla.tensor")
return function() return t.zeros({ 2 ^ 32, 2 ^ 32 }):item(1, 1) end
