-- expect: same
return function(x) repeat local stop = true until stop return x end
