-- expect: same
-- A tree is plain data: one that lies about its children is printed or refused, nothing more.
local syntax = require("hyla.syntax")
return function(x)
  local tree = syntax.parse("return 1")
  tree.children = { tree }
  local ok, text = pcall(syntax.print, tree)
  return (not ok or type(text) == "string") and x
end
