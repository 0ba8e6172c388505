-- expect: error
local t, ad = require("hyla.tensor"), require("hyla.autodiff")
return function(x) return ad.compile(function(v) return v * v:item() end)(t.tensor(x)):item() end
