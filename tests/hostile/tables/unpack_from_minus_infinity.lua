-- expect: same
return function(x) return select("#", unpack({}, -math.huge, math.huge)) < 8000 and x end
