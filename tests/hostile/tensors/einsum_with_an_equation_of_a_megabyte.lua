-- expect: error|timeout
local t = require("hyla.tensor")
return function() return t.einsum(("ab,"):rep(3e5) .. "->", t.ones({ 1, 1 })):item() end
