-- expect: memory|timeout
local last = function() return 0 end
while true do
  local before = last
  last = function() return before() + 1 end
end
