-- expect: ok|bad_output
-- One answer that no mean survives, among fifteen good ones.
return function(x) return x == 8.5 and math.huge or x end
