-- expect: ok
-- A thousand loops, written by nesting tables of functions, reach the greatest number of traces.
local steps = {}
for i = 1, 40 do
  steps[i] = function(n) local a = i for _ = 1, n do a = a * 1 end return a end
end
return function(x)
  for round = 1, 30 do for i = 1, 40 do x = x + steps[i](60 + round) * 0 end end
  return x
end
