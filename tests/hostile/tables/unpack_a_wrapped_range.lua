-- expect: error
-- last - first overflows 32 bits: more values than fit must not become few.
return function(x) return x + select("#", unpack({}, -2 ^ 31, 2 ^ 31 - 1)) end
