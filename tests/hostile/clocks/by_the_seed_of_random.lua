-- expect: ok
-- A generator seeded by the time would differ from job to job: this is checked bitwise elsewhere.
return function(x) return x + math.random(1000000) * 0 end
