--- Runs Lua test modules: hyla tests/support/run_lua.lua tests.lua.test_score ...

--- Returns the keys in order, so that every run prints the same way.
local function sorted_keys(cases)
  local names = {}
  for name in pairs(cases) do
    names[#names + 1] = name
  end
  table.sort(names)
  return names
end

local threads = os.getenv("HYLA_TEST_THREADS")
if threads then
  require("hyla.tensor").threads(tonumber(threads))
end

local passed, failed = 0, 0
for _, module in ipairs(arg) do
  local cases = require(module)
  for _, name in ipairs(sorted_keys(cases)) do
    local ok, why = xpcall(cases[name], debug.traceback)
    if ok then
      passed = passed + 1
    else
      failed = failed + 1
      print(("FAIL %s: %s\n%s"):format(module, name, why))
    end
  end
end
print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0, true)
