-- expect: same|timeout|memory
local syntax = require("hyla.syntax")
return function(x)
  local tree = syntax.parse("return " .. ("a.b:c()"):rep(3e3, ".d"))
  return tree and x or x + 1
end
