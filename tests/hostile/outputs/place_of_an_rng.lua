-- expect: bad_output
return function() return require("hyla.rng").new(1) end
