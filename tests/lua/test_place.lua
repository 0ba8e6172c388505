--- lua/hyla/place.lua

local check = require("tests.support.check")
local places = require("hyla.place")
local syntax = require("hyla.syntax")

local SOURCE = [[
local RATE = 0.25
local M = {}
local function rate(progress)
  return 0.1 * progress
end
function M.learn(state, cases)
  local steps = 30
  state.scale = stat.scale(rows, 0.5)
  local options = { rate = 7, { 8 } }
  for step = 1, steps + 2 do
    local loss = (a and b or 0.01) * (weights * weights):sum(9)
    x[#x + 3] = 4
  end
  M.late = function()
    return 12
  end
end
function M.act(state)
  if likely:max():item() < 0.7 or is_so(11) then
    return -10
  end
end
]]

local tree = assert(syntax.parse(SOURCE))

local function class_of(kind, text)
  for _, found in ipairs(syntax.find(tree, kind)) do
    local own = syntax.text(found.node)
    if own == text or own:find(text, 1, true) == 1 and own:find("^[^%w]", #text + 1) then
      return places.class(tree, found.path)
    end
  end
  error(("no %s %s"):format(kind, text))
end

local T = {}

function T.a_number_goes_by_the_nearest_thing_that_names_it()
  local classes = {
    ["0.25"] = "RATE", ["0.1"] = "rate *", ["30"] = "learn steps", ["0.5"] = "learn scale",
    ["7"] = "learn rate", ["8"] = "learn options", ["2"] = "learn +", ["0.01"] = "learn *",
    ["9"] = "learn sum", ["3"] = "learn +", ["4"] = "learn x", ["0.7"] = "act <",
    ["10"] = "act return", ["11"] = "act is_so", ["12"] = "late return",
  }
  for text, class in pairs(classes) do
    check.equal(class_of("Number", text), class)
  end
end

function T.a_statement_goes_by_what_it_sets_calls_or_runs_through()
  check.equal(class_of("Assign", "state.scale"), "learn scale")
  check.equal(class_of("Assign", "x[#x + 3]"), "learn x")
  check.equal(class_of("NumericFor", "for"), "learn for step")
  check.equal(class_of("If", "if"), "act if")
end

function T.a_function_goes_by_its_own_name()
  check.equal(class_of("FunctionStatement", "function M.act"), "act")
  check.equal(class_of("LocalFunction", "local function rate"), "rate")
end

function T.a_class_stays_when_lines_come_and_go()
  local found = syntax.find(tree, "Number")
  local class = places.class(tree, found[#found].path)
  local longer = assert(syntax.prepend(tree, "", "local first = {}\nlocal second = {}"))
  local moved = syntax.find(longer, "Number")
  check.equal(places.class(longer, moved[#moved].path), class)
end

function T.a_class_is_short_whatever_a_program_calls_its_own()
  local long = assert(syntax.parse(("local %s = 1"):format(("x"):rep(99))))
  check.equal(#places.class(long, syntax.find(long, "Number")[1].path), 40)
end

function T.loose_statements_are_those_inside_functions()
  local labels = {}
  for i, site in ipairs(places.statements(tree)) do
    labels[i] = site.label
  end
  check.equal(#labels, 5)
  check.equal(labels[1], "state.scale = stat.scale(rows, 0.5)")
  check.equal(labels[3], "M.late = function()")
end

function T.what_stands_in_no_function_is_told_apart()
  check.falsy(places.is_in_function(tree, "1"))
  check.truthy(places.is_in_function(tree, syntax.find(tree, "If")[1].path))
end

return T
