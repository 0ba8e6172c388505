-- expect: bad_output
return function() return { [1ULL] = 1 } end
