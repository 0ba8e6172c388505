-- expect: ok|timeout
return function(x) local big = ("ab"):rep(1e6) return x + #big:reverse():upper():lower() * 0 end
