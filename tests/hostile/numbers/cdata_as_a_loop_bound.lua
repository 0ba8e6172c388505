-- expect: error
return function(x) for i = 1LL, 2LL do x = x + 1 end return x end
