-- expect: error
return function(x) return bit.band({}, x) end
