-- expect: same|timeout
local t = require("hyla.tensor")
return function(x)
  local list = {}
  for i = 1, 3000 do list[i] = t.tensor(i) end
  return x + t.stack(list, 1):sum():item() - 3000 * 3001 / 2
end
