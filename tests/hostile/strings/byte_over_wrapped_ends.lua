-- expect: same
return function(x) return x + select("#", ("abc"):byte(-2 ^ 31, 2 ^ 31 - 1)) - 3 end
