-- expect: ok|bad_output
return function() return 0 / 0 end
