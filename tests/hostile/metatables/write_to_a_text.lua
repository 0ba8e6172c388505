-- expect: error
return function(x) local text = "abc" text.length = x return x end
