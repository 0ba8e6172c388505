-- expect: error
-- A table with the fields that a handle might have is no handle.
local t = require("hyla.tensor")
return function(x) return t.exp({ slot = 1, generation = 1, x }):item() end
