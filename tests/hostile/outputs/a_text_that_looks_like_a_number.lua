-- expect: bad_output
return function(x) return tostring(x) end
