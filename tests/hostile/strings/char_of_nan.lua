-- expect: error
return function(x) return x + #string.char(0 / 0) end
