--- Fails on reminders, tabs, trailing space and the paths of somebody's machine.

local lint = require("tests.support.lint")

-- a class of one letter keeps a pattern from finding itself here
local UNWANTED = {
  { "%f[%w]TO[D]O%f[%W]", "a reminder; state the limit as a fact or mend it" },
  { "%f[%w]FIX[M]E%f[%W]", "a reminder; state the limit as a fact or mend it" },
  { "%f[%w]XX[X]%f[%W]", "a reminder; state the limit as a fact or mend it" },
  { "%f[%w]HAC[K]%f[%W]", "a reminder; state the limit as a fact or mend it" },
  { "\t", "a tab" },
  { "[ \r]$", "space at the end of the line" },
  { "%f[%w/]/wor[k]/", "a path of somebody's machine" },
  { "%f[%w/]/hom[e]/", "a path of somebody's machine" },
}

local function check_text(path, complain)
  if lint.read(path):find("\0", 1, true) then
    return -- not a text
  end
  for number, line in ipairs(lint.lines(path)) do
    for _, rule in ipairs(UNWANTED) do
      if line:find(rule[1]) then
        complain(number, "%s", rule[2])
      end
    end
  end
end

lint.run(lint.files("."), check_text)
