-- expect: bad_output
return function() return { [true] = 1 } end
