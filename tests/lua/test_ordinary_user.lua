--- tests/hostile once more, as a user without rights: limits that bind nobody but root are not the
--- same walls. Wants root, to become another user, and a tree that all may read.

local check = require("tests.support.check")
local lint = require("tests.support.lint")

local T = {}

local NOBODY = "setpriv --reuid 65534 --regid 65534 --clear-groups"

local function prints(command)
  return table.concat(lint.output(command .. " 2>&1"), "\n")
end

function T.every_attack_ends_as_expected()
  local hyla = os.getenv("HYLA_BINARY") or "build/hyla"
  if prints("id -u") ~= "0" then
    return print("skipped: this is an ordinary user already")
  elseif not prints(("%s '%s' --version"):format(NOBODY, hyla)):find("hyla", 1, true) then
    return print("skipped: an ordinary user may not run " .. hyla)
  end
  local test = "tests/support/run_lua.lua tests.lua.test_hostile"
  local output = prints(("%s '%s' %s"):format(NOBODY, hyla, test))
  check.truthy(output:find("5 passed, 0 failed", 1, true), output)
end

return T
