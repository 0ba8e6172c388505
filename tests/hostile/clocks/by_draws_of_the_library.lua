-- expect: ok
-- Draws of a generator that the module seeds itself would differ from run to run.
return function(x) return x + math.random() + require("hyla.rng").new(7):split("x"):uniform() end
