--- lua/hyla/desk.lua

local check = require("tests.support.check")
local desk = require("hyla.desk")
local files = require("hyla.files")

local world = {
  schema = { fields = {}, answers = { "no", "yes" } },
  facts = { looks = { { expression = "input.x", weight = 1 } }, words = {}, keys = {} },
}

local function load(source, name)
  return assert(loadstring(source, "=" .. name))
end

local function job()
  local program = { parts = { agent = assert(files.read("agents/cold.lua")) }, numbers = {} }
  for _, name in ipairs({ "add_statistic", "add_memory", "mutate_constant" }) do
    program.parts["editors/" .. name] = assert(files.read(("editors/%s.lua"):format(name)))
  end
  return { program = program }
end

local function names_of(options)
  local names = {}
  for i, option in ipairs(options) do
    names[i] = option.editor .. " " .. option.source
  end
  return table.concat(names, ", ")
end

local T = {}

function T.there_is_an_option_for_each_source_that_offers_something()
  check.equal(
    names_of(desk.options(job(), "agent", world, load)),
    "add_statistic random, add_statistic statistic, "
      .. "mutate_constant neighbour, mutate_constant random"
  )
end

function T.a_gradient_makes_an_option_for_the_numbers_it_names()
  local one = job()
  one.program.numbers.n1 = 0.5
  one.gradient = { n1 = -2 }
  check.contains(names_of(desk.options(one, "agent", world, load)), "mutate_constant gradient")
end

function T.only_editors_of_that_kind_of_part_have_a_say()
  check.equal(
    names_of(desk.options(job(), "editors/add_memory", world, load)),
    "mutate_constant neighbour, mutate_constant random"
  )
end

function T.a_mate_is_shown_by_the_same_part()
  local one = job()
  one.mate = { parts = { agent = "return 1" }, numbers = { n1 = 3 } }
  check.equal(desk.context(one, "agent", world).mate.numbers.n1, 3)
  check.equal(desk.context(one, "editors/add_memory", world).mate, nil)
end

return T
