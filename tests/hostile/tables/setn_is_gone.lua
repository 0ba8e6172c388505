-- expect: error
return function(x) table.setn({}, 2 ^ 31) return x end
