--- Fails on a commit whose subject is not `area: what` in at most 72 columns.

local lint = require("tests.support.lint")

local SUBJECT_COLUMNS = 72

lint.run(lint.output("git log --no-merges --format='%h %s' 2>/dev/null"), function(commit, complain)
  local subject = commit:match("^%x+ (.*)$")
  if not subject:find("^[%l%d_.,/-]+: %S") then
    complain(nil, "wanted a subject like `runtime/tensor: add strides`")
  end
  if #subject > SUBJECT_COLUMNS then
    complain(nil, "%d columns, at most %d", #subject, SUBJECT_COLUMNS)
  end
end)
