-- expect: ok
return function(x) math.randomseed(0 / 0) return x + math.random() * 0 end
