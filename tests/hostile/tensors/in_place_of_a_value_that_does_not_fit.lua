-- expect: same
-- Whatever 2^40 becomes, it is a whole number of 32 bits.
local t = require("hyla.tensor")
return function(x) local odd = t.ones({ 2 }, "i32"):fill_(2 ^ 40):item(1) return odd == bit.tobit(odd) and x end
