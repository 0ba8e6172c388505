-- expect: error
return function(x) require("hyla.rng").new(1).seed = x return x end
