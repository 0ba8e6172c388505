-- expect: ok|bad_output
return function(x) return x < 0 and 1e308 or -1e308 end
