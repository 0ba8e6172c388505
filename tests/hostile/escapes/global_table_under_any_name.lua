-- expect: same
return function(x) return (_G or _ENV or __environment or globals) and error("it worked") or x end
