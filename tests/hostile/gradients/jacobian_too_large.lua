-- expect: memory
local t, ad = require("hyla.tensor"), require("hyla.autodiff")
return function() return ad.jacobian(function(v) return v:cumsum(1) end, t.ones({ 20000 })):count() end
