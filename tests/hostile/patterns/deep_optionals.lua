-- expect: error
-- Every optional is a frame of the matcher; it counts them before the C stack ends.
return function(x) return #("a"):rep(5e3):match(("a?"):rep(5e3)) + x end
