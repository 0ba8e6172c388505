-- expect: same
local t = require("hyla.tensor")
return function(x) return t.full({ 1 }, -2 ^ 31, "i32"):abs():item() == -2 ^ 31 and t.full({ 1 }, -2 ^ 53, "i64"):neg():item() == 2 ^ 53 and x end
