-- expect: same
return function(x) math.randomseed(0 / 0) local drawn = math.random() return drawn >= 0 and drawn < 1 and x end
