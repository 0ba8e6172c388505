-- expect: error
return function(x) return #string.char(256) + x end
