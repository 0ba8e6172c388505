-- expect: ok|timeout
return function(x) return x + #("m"):rep(2 ^ 22) end
