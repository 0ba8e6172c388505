-- expect: error
-- Levels beyond the stack add no position, and read nothing.
return function() error("far", 2 ^ 31 - 1) end
