-- expect: ok|timeout|memory
local syntax = require("hyla.syntax")
return function(x)
  local tree = syntax.parse(("do "):rep(3e4) .. ("end "):rep(3e4))
  return tree and x or x + 1
end
