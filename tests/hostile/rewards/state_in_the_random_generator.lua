-- expect: ok
-- Draws of an earlier job would move the sequence: the first draw is always the same.
local first = math.random()
return function() return first end
