-- expect: memory|timeout
return function() return #("m"):rep(2 ^ 24) end
