-- expect: ok
return function() return 5e-324 end
