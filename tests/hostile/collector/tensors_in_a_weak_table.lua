-- expect: same|timeout
-- A view outlives the last name of what it looks into.
local t = require("hyla.tensor")
return function(x)
  local weak, views = setmetatable({}, { __mode = "v" }), {}
  for i = 1, 100 do
    weak[i] = t.full({ 100 }, i)
    views[i] = weak[i]:narrow(1, 50, 1)
  end
  for i = 1, 300 do local _ = { t.full({ 10 }, i) } end
  for i = 1, 100 do if views[i]:item(1) ~= i then return error("it worked") end end
  return x
end
