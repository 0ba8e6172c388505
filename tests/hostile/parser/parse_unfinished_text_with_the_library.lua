-- expect: same
local syntax = require("hyla.syntax")
return function(x)
  for _, text in ipairs({ "'", "[[", "--[==[", "return '\\", "0x", "1e", "a.", "::" }) do
    if syntax.parse(text) then return error("it worked") end
  end
  return x
end
