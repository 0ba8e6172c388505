-- expect: same
local given = select("#", ...)
return function(x) return given == 0 and x or error("it worked") end
