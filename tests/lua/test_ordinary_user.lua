--- tests/hostile and what stands around a candidate once more, as a user without rights: limits
--- that bind nobody but root are not the same walls. Wants root, to become another user, and a tree
--- that all may read.

local check = require("tests.support.check")
local lint = require("tests.support.lint")

local T = {}

local NOBODY = "setpriv --reuid 65534 --regid 65534 --clear-groups"

local function prints(command)
  return table.concat(lint.output(command .. " 2>&1"), "\n")
end

local function passes(module, count)
  local hyla = os.getenv("HYLA_BINARY") or "build/hyla"
  if prints("id -u") ~= "0" then
    return print("skipped: this is an ordinary user already")
  elseif not prints(("%s '%s' --version"):format(NOBODY, hyla)):find("hyla", 1, true) then
    return print("skipped: an ordinary user may not run " .. hyla)
  end
  local output = prints(("%s '%s' tests/support/run_lua.lua %s"):format(NOBODY, hyla, module))
  check.truthy(output:find(("%d passed, 0 failed"):format(count), 1, true), output)
end

function T.every_attack_ends_as_expected()
  if os.getenv("HYLA_TEST_SANITIZED") == "1" then
    return print("skipped: a sanitized build has gaps in its walls")
  end
  passes("tests.lua.test_hostile", 6)
end

function T.all_walls_stand_around_a_candidate()
  passes("tests.lua.test_walls", 9)
end

return T
