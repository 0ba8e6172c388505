-- expect: denied
local started = os.clock()
return function(x) return x + started end
