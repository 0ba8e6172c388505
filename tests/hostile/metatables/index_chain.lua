-- expect: error|timeout
local first = {}
local last = first
for _ = 1, 200 do
  local next_one = {}
  setmetatable(last, { __index = next_one })
  last = next_one
end
setmetatable(last, { __index = first })
return first.missing
