-- expect: memory
return function() return #("ab"):rep(2 ^ 30) end
