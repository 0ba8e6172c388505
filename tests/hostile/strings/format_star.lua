-- expect: error
return function(x) return #("%*d"):format(2 ^ 31 - 1, x) end
