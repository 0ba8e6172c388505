-- expect: memory|error
return function() return #(('w'):rep(2^30) .. ('w'):rep(2^30)) end
