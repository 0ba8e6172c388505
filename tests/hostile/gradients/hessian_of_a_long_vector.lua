-- expect: memory
local t, ad = require("hyla.tensor"), require("hyla.autodiff")
return function() return ad.hessian(function(v) return (v * v):sum() end, t.ones({ 5000 })):count() end
