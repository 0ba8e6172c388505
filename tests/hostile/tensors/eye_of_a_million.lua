-- expect: memory
return function() return require("hyla.tensor").eye(1e6):count() end
