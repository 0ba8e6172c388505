-- expect: bad_output
-- A table that can be called is no function.
return setmetatable({}, { __call = function(_, x) return x end })
