-- expect: same
-- -1 and -2^47 as i64 have the bits of tagged values; reading them gives numbers.
local t = require("hyla.tensor")
return function(x)
  local wide = t.tensor({ -1, -2 ^ 47, 2 ^ 53 - 1 }, "i64")
  return x + wide:item(1) + wide:item(2) + 2 ^ 47 + 1
end
