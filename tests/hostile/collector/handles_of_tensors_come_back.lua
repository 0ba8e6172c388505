-- expect: same|timeout
-- Handles that were collected and taken again name their new tensors only.
local t = require("hyla.tensor")
return function(x)
  local kept = {}
  for i = 1, 600 do
    local fresh = t.tensor(i)
    if i % 10 == 0 then kept[#kept + 1] = fresh end
  end
  for i, one in ipairs(kept) do if one:item() ~= 10 * i then return error("it worked") end end
  return x
end
