-- expect: ok
return function() return -0 end
