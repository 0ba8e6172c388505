-- expect: bad_output
return function(x) return { nil, x } end
