-- expect: error
return function() return require("hyla.tensor").zeros({ 2 }, ("f32"):rep(1e5)):count() end
