-- expect: ok
return function(x) return x + require("hyla.tensor").linspace(-1e308, 1e308, 1):count() * 0 end
