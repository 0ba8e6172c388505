-- expect: timeout
return function(x) for i = 1, 2, 0 do x = x + i * 0 end return x end
