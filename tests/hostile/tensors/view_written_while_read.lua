-- expect: same
-- Source and destination are the same storage, one element apart.
local t = require("hyla.tensor")
return function(x)
  local v = t.arange(1000)
  v:narrow(1, 2, 999):copy_(v:narrow(1, 1, 999))
  return x + v:item(1000) - 999
end
