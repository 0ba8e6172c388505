-- expect: error
-- Complex numbers can be indexed: out of bounds would be a write to anywhere.
return function(x) local c = 1i c[10 ^ 6] = x return x end
