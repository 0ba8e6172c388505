-- expect: memory
return function() return require("hyla.nn").linear(2 ^ 20, 2 ^ 20).init(require("hyla.rng").new(1)).w:count() end
