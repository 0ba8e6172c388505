-- expect: memory
local t = require("hyla.tensor")
return function() return t.einsum("a,b,c,d->abcd", t.ones(200), t.ones(200), t.ones(200), t.ones(200)):sum():item() end
