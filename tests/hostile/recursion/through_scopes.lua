-- expect: error
local t = require("hyla.tensor")
local function down(n) return 1 + t.scope(down, n + 1) end
return down
