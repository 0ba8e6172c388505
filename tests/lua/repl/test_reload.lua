--- lua/hyla/repl/reload.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local program = require("tests.support.program")
local scratch = require("tests.support.scratch")

local T = {}

local USER = "local m = require('mine') return { f = function() return m end }"

local HEAD = [[
package.path = '%s/?.lua;' .. package.path;
function write(s) local f = io.open('%s/mine.lua', 'w') f:write(s) f:close() end;]]

-- types among modules; `write("text")` there gives the module `mine` a source
local function typed(folder, ...)
  assert(files.write(folder .. "/mine.lua", "return { value = 1 }"))
  assert(files.write(folder .. "/user.lua", USER))
  return program.hyla("repl", table.concat({ HEAD:format(folder, folder), ... }, "\n") .. "\n")
end

T.a_new_source_takes_the_place_of_the_old = scratch.test(function(folder)
  local result = typed(folder, "m = require('mine');", "u = require('user');",
    "write('return { value = 2 }')", ":reload mine", "m.value, u.f().value, require('mine').value")
  check.equal(result.err, "")
  check.contains(result.out, "new in m; still the old one in user\n2\t1\t2\n")
end)

T.an_unchanged_source_changes_nothing = scratch.test(function(folder)
  local result = typed(folder, "m = require('mine'); m.value = 9", ":reload mine", "m.value")
  check.equal(result.out, "mine is unchanged\n9\n")
end)

T.a_bad_source_leaves_the_old_one = scratch.test(function(folder)
  for _, source in ipairs({ "return {", "local x = nil + 1" }) do
    local result = typed(folder, "m = require('mine');", ("write('%s')"):format(source),
      ":reload mine", "m.value, require('mine') == m")
    check.equal(result.out, "1\ttrue\n")
    check.contains(result.err, "mine stays as it was")
    check.contains(result.err, "mine.lua:1: ")
  end
end)

T.what_cannot_be_reloaded_is_told = scratch.test(function(folder)
  check.contains(typed(folder, ":reload mine").err, "'mine' is not loaded")
  check.contains(typed(folder, "hyla.hash;", ":reload hyla.hash").err, "has no source in Lua")
end)

return T
