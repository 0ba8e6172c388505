-- expect: error
return function(x) return #("%.100f"):format(x) end
