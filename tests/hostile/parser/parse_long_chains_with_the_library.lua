-- expect: same|timeout
-- A hundred calls in one expression: parsed and printed as it was, or refused.
local syntax = require("hyla.syntax")
local text = "return a" .. (".b:c()"):rep(100)
return function(x)
  local tree = syntax.parse(text)
  return (tree == nil or syntax.print(tree) == text) and x
end
