-- expect: error
return function(x) return #("x"):rep(40):match(("(.)"):rep(33)) + x end
