-- expect: same
return function(x) local ok, value = pcall(error, false) return ok == false and value == false and x end
