-- expect: same|timeout|memory
local syntax = require("hyla.syntax")
return function(x)
  local tree = syntax.parse(("do "):rep(3e4) .. ("end "):rep(3e4))
  return (tree == nil or #syntax.print(tree) == 21e4) and x
end
