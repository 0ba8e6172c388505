-- expect: error
local t = require("hyla.tensor")
return function(x)
  local get = t.scope(function() local inner = t.tensor(x) return function() return inner end end)
  return get():item()
end
