-- expect: error
return function(x) return #("" .. print) + x end
