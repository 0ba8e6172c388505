-- expect: bad_output
return function() return { [{}] = 1 } end
