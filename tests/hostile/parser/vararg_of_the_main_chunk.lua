-- expect: same
-- The main function gets no arguments from the host.
local count = select("#", ...)
return function(x) return x + count end
