-- expect: ok
return function() return 1.7976931348623157e308 end
