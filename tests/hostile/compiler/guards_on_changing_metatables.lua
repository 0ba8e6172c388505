-- expect: same
local a, b = { __index = function() return 1 end }, { __index = { k = 2 } }
return function(x)
  local t, sum = {}, 0
  for i = 1, 1e4 do setmetatable(t, i % 3 == 0 and a or b) sum = sum + t.k end
  return x + sum - 3333 - 2 * 6667
end
