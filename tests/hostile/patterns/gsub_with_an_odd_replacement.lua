-- expect: error
return function(x) return #("a"):gsub("a", true) + x end
