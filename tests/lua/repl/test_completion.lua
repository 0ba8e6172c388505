--- lua/hyla/repl/completion.lua

local check = require("tests.support.check")
local completion = require("hyla.repl.completion")
local files = require("hyla.files")
local modules = require("hyla.repl.modules")
local scratch = require("tests.support.scratch")
local t = require("hyla.tensor")

local T = {}

local function words(before)
  return table.concat(completion.code(before).words, " ")
end

local function with_globals(use)
  return function()
    rawset(_G, "hyla", modules.table("hyla."))
    rawset(_G, "x", t.ones(2))
    local ok, why = pcall(use)
    rawset(_G, "hyla", nil)
    rawset(_G, "x", nil)
    check.equal(ok and "" or why, "")
  end
end

T.names_fields_and_modules_are_completed = with_globals(function()
  check.equal(words("print(tost"), "tostring")
  check.equal(words("x = whi"), "while")
  check.equal(words("string.fo"), "format")
  check.equal(words("hyla.ten"), "tensor tensor_file")
  check.equal(words("hyla.tensor.zero"), "zero_ zeros zeros_like")
  check.equal(words("hyla.chart.sv"), "svg")
end)

T.methods_are_completed_through_metatables = with_globals(function()
  check.equal(words("1 + x:resh"), "reshape")
  check.equal(words("('a'):re"), "rep reverse")
  check.equal(words("f():re"), "")
  check.equal(words("a .. tost"), "tostring")
end)

T.modules_are_completed_where_they_are_required = with_globals(function()
  local found = completion.code('local c = require("hyla.chart.sv')
  check.equal(found.words[1], "svg")
  check.equal((completion.extend(found)), 'g"')
  check.equal((completion.extend(completion.code('require("hyla.char'))), "t")
end)

T.files_are_completed_inside_strings = scratch.test(function(folder)
  assert(files.write(folder .. "/data.csv", ""))
  assert(files.make_directories(folder .. "/deep"))
  local found = completion.code(("io.open('%s/d"):format(folder))
  check.equal(table.concat(found.words, " "), "data.csv deep/")
  check.equal((completion.extend(completion.code(("f('%s/da"):format(folder)))), "ta.csv'")
  check.equal((completion.extend(completion.code(("f(\"it's\", '%s/de"):format(folder)))), "ep/")
end)

function T.what_all_words_share_is_added()
  local found = { word = "ze", words = { "zeros", "zeros_like" }, ending = "" }
  local added, shown = completion.extend(found)
  check.equal(added, "ros")
  check.equal(shown, nil)
  found = { word = "zeros", words = { "zeros", "zeros_like" }, ending = "" }
  added, shown = completion.extend(found)
  check.equal(added, "")
  check.equal(#shown, 2)
  check.equal(completion.extend({ word = "q", words = {}, ending = "" }), nil)
end

return T
