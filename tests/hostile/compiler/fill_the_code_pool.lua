-- expect: timeout|memory
local total = 0
for round = 1, 1e9 do
  local f = function(n)
    local sum = round
    for i = 1, n do sum = sum + i % (round % 7 + 1) end
    return sum
  end
  for _ = 1, 100 do total = total + f(100) end
end
return function() return total end
