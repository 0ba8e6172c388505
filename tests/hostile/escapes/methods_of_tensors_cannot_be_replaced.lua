-- expect: same
local t = require("hyla.tensor")
local meta = getmetatable(t.tensor(1))
return function(x)
  if type(meta) == "table" then meta.__index = error end
  return t.tensor(x):item()
end
