-- expect: error
return function(x) if x > 8 then error("the last one") end return x end
