-- expect: same
return function(x) return x, unpack({}, 1, 5000) end
