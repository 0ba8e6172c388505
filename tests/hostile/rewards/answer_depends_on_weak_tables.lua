-- expect: ok
-- Counts the collections by what a weak table lost; the schedule is a function of the job.
local weak, lost = setmetatable({}, { __mode = "v" }), 0
return function(x)
  for i = 1, 3000 do
    if i > 1 and not weak[1] then lost = lost + 1 end
    weak[1] = weak[1] or {}
    local _ = { i }
  end
  return lost
end
