-- expect: same
-- Only the first counts.
return function(x) return x, 0 / 0, {}, print end
