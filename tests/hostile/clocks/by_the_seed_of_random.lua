-- expect: ok
-- A generator seeded by the time would answer otherwise at the other tier.
return function(x) return x + math.random(1000000) end
