-- expect: error
local t = require("hyla.tensor")
return function()
  local axes = {}
  for i = 1, 12 do axes[i] = t.arange(100) end
  return t.meshgrid(axes)[1]:count()
end
