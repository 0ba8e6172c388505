-- expect: same
-- A chunk is given a program's lifted numbers, of which this one has none, or nothing.
local given = { ... }
return function(x) return #given <= 1 and next(given[1] or {}) == nil and x or error("it worked") end
