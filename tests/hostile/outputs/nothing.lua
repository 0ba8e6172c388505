-- expect: bad_output
return function() end
