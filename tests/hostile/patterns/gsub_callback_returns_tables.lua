-- expect: error
return function(x) return #("a"):gsub("a", function() return {} end) + x end
