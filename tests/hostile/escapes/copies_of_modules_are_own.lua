-- expect: same
-- What is written into a module is written into this chunk's copy of it.
local nn = require("hyla.nn")
for name in pairs(nn) do nn[name] = error end
return function(x) return require("hyla.nn") == nn and x or error("it worked") end
