-- expect: same
return function(x) return tostring(1LL) == "1LL" and tostring(2ULL) == "2ULL" and x or error("it worked") end
