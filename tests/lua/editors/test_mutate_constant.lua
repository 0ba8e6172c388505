--- editors/mutate_constant.lua

local check = require("tests.support.check")
local tried = require("tests.support.tried_editor")

local SOURCE = [[
local numbers = ...
local function f(x)
  local steps = 30
  return 0.5 * x + steps * 0.25 + numbers.n1
end
return f(1)
]]

local MATE = [[
local numbers = ...
local function g(x)
  return 9 * x
end
local function f(x)
  local y = 0.75 * x
  local steps = 12
  return 0.1 + numbers.n7
end
return f(1)
]]

local T = {}

function T.a_number_of_the_mate_stands_at_a_place_of_the_same_class()
  local given = { numbers = { n1 = 1 }, mate = MATE, owned = { n7 = 4 } }
  local function mate_of(word)
    return tried.argument("mutate_constant", SOURCE, word, "value", given).statistics.mate
  end
  check.equal(mate_of("f steps"), 12)
  check.equal(mate_of("0.5 of f *"), 0.75)
  check.equal(mate_of("0.25 of f *"), nil)
  check.equal(mate_of("numbers.n1"), 0.1)
end

function T.without_a_mate_there_is_no_such_number()
  local spec = tried.argument("mutate_constant", SOURCE, "f steps", "value")
  check.equal(spec.statistics.mate, nil)
  check.equal(spec.whole, true)
end

function T.the_program_runs_with_the_new_number()
  local changed = tried.apply("mutate_constant", SOURCE, "f steps", { value = 4 })
  check.equal(tried.run(changed, { n1 = 0 }), 1.5)
end

function T.what_two_places_ask_of_a_function_moves_at_once()
  local source = "local a = select(3, 7, 8, 9)\nreturn a, select(3, 4, 5, 6), math.max(3)\n"
  local changed = tried.apply("mutate_constant", source, "select", { value = 2 })
  check.contains(changed, "select(2, 7, 8, 9)")
  check.contains(changed, "select(2, 4, 5, 6), math.max(3)")
end

function T.the_place_in_a_table_stays()
  check.equal(#tried.sites("mutate_constant", "return x[4] + x[n + 5]\n"), 1)
end

return T
