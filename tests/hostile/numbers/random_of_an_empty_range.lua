-- expect: ok
return function() return math.random(2, 1) end
