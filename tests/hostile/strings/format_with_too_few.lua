-- expect: error
return function(x) return #("%d%d%d"):format(x) end
