-- expect: ok
-- What the collector took is a matter of the schedule; the answer may only depend on the program.
local weak = setmetatable({}, { __mode = "k" })
for i = 1, 1000 do weak[{}] = i end
return function(x)
  local left = 0
  for _ in pairs(weak) do left = left + 1 end
  return x + left
end
