-- expect: error
return function(x) return tonumber("1", 0 / 0) + x end
