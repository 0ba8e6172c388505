-- expect: memory|timeout
return function() return #(("u"):rep(7e6)):upper() + #(("v"):rep(7e6)):reverse() end
