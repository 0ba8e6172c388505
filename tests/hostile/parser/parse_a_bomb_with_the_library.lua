-- expect: same|timeout|memory
-- The project's own parser meets what the interpreter's refuses.
local syntax = require("hyla.syntax")
return function(x)
  local tree = syntax.parse("return " .. ("("):rep(5e4) .. "1" .. (")"):rep(5e4))
  return (tree == nil or syntax.print(tree):find("1", 1, true) == 50008) and x
end
