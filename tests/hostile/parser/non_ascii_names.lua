-- expect: same
local größe = 1
return function(x) return x * größe end
