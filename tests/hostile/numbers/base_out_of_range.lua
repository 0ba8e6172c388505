-- expect: error
return function(x) return tonumber("1", 37) + x end
