-- expect: error
return function() return #require("hyla.tensor").ones({ 3 }) end
