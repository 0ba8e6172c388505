-- expect: error
local t = require("hyla.tensor")
return function(x)
  local odd = t.scope(function() return setmetatable({}, { __index = { t.tensor(x) } }) end)
  return odd[1]:item()
end
