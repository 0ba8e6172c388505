-- expect: same
-- Behind jobs that patched all they could reach of these modules, they do what they did.
local syntax, text, schedule = require("hyla.syntax"), require("hyla.kit.text"), require("hyla.schedule")
local function is_whole()
  for _, module in ipairs({ syntax, text, schedule }) do
    for _, value in pairs(module) do if value == 1 then return false end end
  end
  return syntax.print(syntax.parse("return 1")) == "return 1"
end
return function(x) return is_whole() and x end
