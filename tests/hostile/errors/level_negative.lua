-- expect: error
return function() error("near", -2 ^ 31) end
