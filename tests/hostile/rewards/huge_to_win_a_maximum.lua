-- expect: ok|bad_output
return function() return 1.7976931348623157e308 end
