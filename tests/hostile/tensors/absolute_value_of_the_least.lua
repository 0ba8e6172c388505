-- expect: ok
local t = require("hyla.tensor")
return function(x) return x + t.full({ 1 }, -2 ^ 31, "i32"):abs():count() * 0 + t.full({ 1 }, -2 ^ 53, "i64"):neg():count() * 0 end
