--- lua/hyla/cli/swap.lua, on a run that goes on

local check = require("tests.support.check")
local files = require("hyla.files")
local json = require("cjson")
local live = require("tests.support.live")
local program = require("tests.support.program")
local scratch = require("tests.support.scratch")

local MUTATE = assert(files.read("editors/mutate_constant.lua"))

local T = {}

T.an_editor_of_a_run_that_goes_on_is_swapped_and_the_swap_undone = scratch.test(function(folder)
  local path = folder .. "/mutate_constant.lua"
  assert(files.write(path, MUTATE .. "-- another\n"))
  local out, log = live.during(folder, {
    "swap RUN " .. path,
    "swap RUN " .. path .. " --json",
    "swap RUN --undo",
    "show RUN best",
  })
  check.truthy(out:find("editors/mutate_constant is %x+ with the next step, after entry %d+"))
  check.equal(json.decode(out:match("{[^\n]*}")).is_same, true)
  check.contains(out, "editors/mutate_constant is taken back with the next step")
  check.equal(select(2, out:gsub("status 0", "")), 4)
  check.truthy(log:find("swapped from entry %d+ on: editors/mutate_constant"))
  check.truthy(log:find("undone from entry %d+ on: editors/mutate_constant"))
  check.contains(log, "interrupted; ")
end)

T.a_file_that_is_watched_is_swapped_in_at_every_save = scratch.test(function(folder)
  local path, next_path = folder .. "/mutate_constant.lua", folder .. "/next"
  assert(files.write(path, MUTATE .. "-- first\n"))
  assert(files.write(next_path, MUTATE .. "-- second\n"))
  assert(files.write(folder .. "/bad", "local M = {"))
  local save = "(sleep 0.7; cp %s %s; sleep 0.7; cp %s %s) & timeout -s INT 2.5 "
  local saves = save:format(next_path, path, folder .. "/bad", path)
  local out, log = live.during(folder, { saves .. "HYLA swap RUN " .. path .. " --watch" })
  check.equal(select(2, out:gsub("editors/mutate_constant is %x+ with the next step", "")), 2)
  check.contains(out, "not swapped: editors/mutate_constant:1:")
  check.equal(select(2, log:gsub("swapped from entry", "")), 2)
end)

T.what_cannot_be_swapped_in_changes_nothing = scratch.test(function(folder)
  assert(files.write(folder .. "/a.lua", "return {}"))
  assert(files.write(folder .. "/mutate_constant.lua", "local M = {"))
  assert(files.write(folder .. "/better.lua", "local propose\nwhile true do end"))
  local out, log = live.during(folder, {
    "swap RUN " .. folder .. "/a.lua",
    "swap RUN " .. folder .. "/mutate_constant.lua",
    "swap RUN " .. folder .. "/better.lua",
    "swap RUN --undo",
  })
  check.contains(out, "a.lua is neither an editor")
  check.contains(out, "hyla: swap: editors/mutate_constant:1:")
  check.contains(out, "hyla: swap: timeout: ")
  check.contains(out, "hyla: swap: no swap is in force")
  check.equal(select(2, out:gsub("status 1", "")), 4)
  check.equal(log:find("swapped"), nil)
end)

T.bad_input_is_one_line = scratch.test(function(folder)
  local function complaint(words)
    local result = program.hyla(words)
    check.equal(result.status, 2)
    check.truthy(result.err:find("^[^\n]+\n$"))
    return result.err
  end
  check.contains(complaint("swap " .. folder), "wanted a file, or --undo")
  check.contains(complaint("swap " .. folder .. " a.lua --undo"), "--undo wants no file, and no")
  check.contains(complaint("swap " .. folder .. " /no/a.lua"), "No such file")
  check.contains(complaint("swap " .. folder .. " --undo"), "wanted the folder of a run")
end)

return T
