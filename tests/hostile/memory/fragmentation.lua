-- expect: memory|timeout
-- Blocks of all sizes are dropped in turn, so that none of the holes fits the next wish.
local kept = {}
return function(x)
  for round = 1, 600 do
    for i = round % 2 + 1, 400, 2 do kept[i] = ("f"):rep(i * round) end
    for i = 1, 400, 3 do kept[i] = nil end
  end
  return x
end
