-- expect: error
return function(x) table.insert({}, 1, 2, 3) return x end
