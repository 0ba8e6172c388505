-- expect: same|timeout
return function(x) local big = ("ab"):rep(1e6) return big:reverse():upper():lower() == ("ba"):rep(1e6) and x end
