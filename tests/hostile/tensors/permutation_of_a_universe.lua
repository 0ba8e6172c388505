-- expect: memory
return function() return require("hyla.tensor").permutation(2 ^ 40, require("hyla.rng").new(1)):item(1) end
