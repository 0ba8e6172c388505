-- expect: same
return function(x) return ("x"):rep(0 / 0) == "" and x end
