--- lua/hyla/dialect.lua

local check = require("tests.support.check")
local desks = require("hyla.desk")
local dialect = require("hyla.dialect")
local random = require("hyla.rng")
local syntax = require("hyla.syntax")

-- sets the number of an agent `return N`
local SET = { name = "set", parts = { "agent" } }

function SET.sites()
  return { { path = "1", label = "return", class = "" } }
end

function SET.arguments()
  local statistics = { root = 20 }
  return {
    { name = "x", kind = "number", value = 3, low = 1, high = 100, statistics = statistics },
    { name = "word", kind = "choice", values = { "a", "b" } },
    { name = "fact", kind = "choice", values = { 1, 2 }, weights = { 1, 2 } },
  }
end

function SET.apply(tree, _, values)
  return { tree = syntax.replace(tree, "1", ("return %.6g"):format(values.x)) }
end

local function open(rules)
  return dialect.of(
    desks.open({
      program = { parts = { agent = "return 3", ["editors/set"] = "" }, numbers = {} },
      world = { schema = {}, facts = {} },
      names = { "set" },
      editors = function()
        return SET
      end,
      parse = function(source)
        return assert(syntax.parse(source, "agent"))
      end,
    }),
    rules
  )
end

local function names(options)
  local list = {}
  for i, option in ipairs(options) do
    list[i] = option.name
  end
  table.sort(list)
  return table.concat(list, "; ")
end

local PLAIN = table.concat({
  "set down,=a,random",
  "set down,=b,random",
  "set random,=a,random",
  "set random,=b,random",
  "set up,=a,random",
  "set up,=b,random",
}, "; ")

local T = {}

function T.a_plain_dialect_leaves_out_what_is_measured()
  local plain = open({ is_plain = true, has_notes = false })
  check.equal(names(plain:options("agent")), PLAIN)
  check.equal(names(plain:options_of("agent", "set")), PLAIN)
  check.equal(plain:find("agent", "set statistic root,=a,random"), nil)
  check.equal(plain:find("agent", "set up,=b,random").name, "set up,=b,random")
end

function T.all_that_a_desk_offers_is_there_otherwise()
  local whole = open({ is_plain = false, has_notes = true })
  check.equal(#whole:options("agent"), 24)
  check.truthy(whole:find("agent", "set statistic root,=a,most"))
end

function T.steps_note_what_their_draws_have_met()
  local at = open({ is_plain = true, has_notes = true })
  local step = at:step("agent", at:find("agent", "set random,=a,random"), random.new(1))
  check.equal(#step.notes, 2)
  check.equal(step.notes[1].source, "statistic root")
  check.equal(step.notes[2].index, 3)
  check.near(step.notes[2].chance, 0.5)
  local silent = open({ is_plain = true, has_notes = false })
  check.equal(silent:step("agent", silent:options("agent")[1], random.new(1)).notes, nil)
end

function T.a_desk_after_a_step_speaks_the_same()
  local at = open({ is_plain = true, has_notes = false })
  local step = at:step("agent", at:find("agent", "set random,=a,random"), random.new(1))
  check.equal(names(at:after(step):options("agent")), PLAIN)
end

return T
