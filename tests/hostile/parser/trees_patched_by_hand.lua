-- expect: ok
-- A tree is plain data: one that lies about its children is printed or refused, nothing more.
local syntax = require("hyla.syntax")
return function(x)
  local tree = syntax.parse("return 1")
  tree.children = { tree }
  return x + #syntax.print(tree) * 0
end
