-- expect: error
local t = require("hyla.tensor")
return function(x) return t.scope(t.scope, t.scope, t.tensor(x)):item() end
