--- lua/hyla/vocabulary.lua

local check = require("tests.support.check")
local desks = require("tests.support.desks")
local random = require("hyla.rng")
local vocabulary = require("hyla.vocabulary")

local VALUES = { a = 1, b = 3, c = 2, gone = 9 }

local function value_of(name)
  return VALUES[name]
end

-- a vocabulary with some names, and the editors of all
local function known(names)
  local one = { names = names, editors = { a = true, b = true, c = true } }
  return one
end

local function choose(names, curiosity, seed)
  local desk, rng = desks.of({ "a", "b", "c" }), random.new(seed or 1)
  local option, heard = vocabulary.choose(known(names), desk, "agent", curiosity, rng, value_of)
  return option.name, heard and table.concat(heard, " ")
end

local T = {}

function T.names_are_taken_down_once()
  local one = vocabulary.new()
  vocabulary.add(one, { "a x" })
  vocabulary.add(one, { "b@y up", "a x", "b@y up" })
  vocabulary.add(one, nil)
  check.equal(table.concat(one.names, "; "), "a x; b@y up")
  check.truthy(one.editors.a and one.editors.b)
end

function T.a_copy_is_its_own()
  local one = vocabulary.new()
  vocabulary.add(vocabulary.copy(one), { "b" })
  check.equal(#one.names, 0)
  check.equal(one.editors.b, nil)
end

function T.the_best_that_is_there_is_chosen_by_its_name()
  check.equal(choose({ "a", "gone", "c" }, 0), "c")
end

function T.where_no_name_is_there_all_are_looked_at()
  local name, heard = choose({ "gone" }, 0)
  check.truthy(VALUES[name])
  check.equal(heard, "a b c")
end

function T.an_editor_that_was_never_heard_of_is_looked_at()
  local one = { names = { "a" }, editors = { a = true, c = true } }
  local desk = desks.of({ "a", "b", "c" })
  local option, heard = vocabulary.choose(one, desk, "agent", 0, random.new(1), value_of)
  check.equal(option.name, "b")
  check.equal(table.concat(heard, " "), "b")
end

function T.curiosity_looks_at_all_and_takes_any()
  local taken = {}
  for seed = 1, 30 do
    local name, heard = choose({ "b" }, 1, seed)
    taken[name] = true
    check.equal(heard, "a c")
  end
  check.truthy(taken.a and taken.b and taken.c)
end

function T.what_is_not_wanted_is_not_chosen()
  local option = vocabulary.choose(known({ "a", "b" }), desks.of({ "a", "b", "c" }), "agent", 0,
    random.new(1), function(name)
      return name == "b" and -math.huge or 1
    end)
  check.equal(option.name, "a")
end

return T
