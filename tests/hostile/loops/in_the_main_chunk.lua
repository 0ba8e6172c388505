-- expect: timeout
-- The chunk never returns a function at all.
for _ = 1, math.huge do end
