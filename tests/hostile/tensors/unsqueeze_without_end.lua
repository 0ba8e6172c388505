-- expect: error
return function()
  local y = require("hyla.tensor").tensor(1)
  for _ = 1, 100 do y = y:unsqueeze(1) end
  return y:count()
end
