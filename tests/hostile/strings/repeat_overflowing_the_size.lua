-- expect: same
-- length * count passes 2^32 and 2^64: no small buffer with a large loop.
return function(x) return #(("x"):rep(2 ^ 16)):rep(2 ^ 48 + 1) + x end
