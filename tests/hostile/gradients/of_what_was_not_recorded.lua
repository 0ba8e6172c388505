-- expect: error
local t = require("hyla.tensor")
return function(x) return t.tensor(x):grad(t.tensor(x)):item() end
