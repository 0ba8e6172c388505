-- expect: same
-- The generator starts alike in each job, so it is no channel and no clock.
return function(x) math.randomseed(1) local a = math.random() math.randomseed(1) return x + a - math.random() end
