-- expect: same|timeout
local t = require("hyla.tensor")
return function(x) for _, f in pairs(t) do pcall(f) end return t.ones({ 3 }):sum():item() == 3 and x end
