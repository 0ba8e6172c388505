-- expect: error
-- A hundred thousand results do not fit the stack.
return function(x) return select("#", (("x"):rep(1e5)):byte(1, -1)) + x end
