-- expect: same
-- NaN, infinities and 1e300 to whole numbers: undefined in C, defined here.
local t = require("hyla.tensor")
return function(x)
  local odd = t.tensor({ 0 / 0, 1 / 0, -1 / 0, 1e300 }, "f64")
  local whole = odd:to("i32")
  for i = 1, 4 do if math.abs(whole:item(i)) > 2 ^ 31 then return error("it worked") end end
  return odd:to("i64"):count() == 4 and odd:to("bool"):to("i32"):sum():item() == 4 and x
end
