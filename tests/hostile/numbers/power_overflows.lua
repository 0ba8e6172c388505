-- expect: ok|bad_output
return function(x) return x ^ 1e308 end
