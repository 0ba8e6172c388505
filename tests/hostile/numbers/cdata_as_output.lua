-- expect: bad_output
return function() return 1LL end
