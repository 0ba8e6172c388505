-- expect: crash|error|timeout
local t, ad = require("hyla.tensor"), require("hyla.autodiff")
local f
f = ad.compile(function(v) return f(v) end)
return function(x) return f(t.tensor(x)):item() end
