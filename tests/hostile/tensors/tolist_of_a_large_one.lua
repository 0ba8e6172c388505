-- expect: memory
return function() return #require("hyla.tensor").zeros({ 2 ^ 21 }, "bool"):tolist() end
