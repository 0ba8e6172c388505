-- expect: error
return function() return #require("hyla.tensor").ones({ 4 }):split(0, 1) end
