--- lua/hyla/widening.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local syntax = require("hyla.syntax")
local widening = require("hyla.widening")

local WIDER = widening.editor("widen", "squares")

local function cold()
  return assert(syntax.parse(assert(files.read("agents/cold.lua")), "agent"))
end

local function arguments(looks)
  local facts = { looks = {} }
  for i = 1, looks do
    facts.looks[i] = {}
  end
  return WIDER.arguments(nil, nil, { facts = facts })[1]
end

local T = {}

function T.rows_are_widened_where_they_are_made_and_where_one_is_asked_for()
  local tree = cold()
  local change = assert(WIDER.apply(tree, WIDER.sites(tree)[1], { columns = 3 }))
  local source = syntax.print(change.tree)
  check.contains(source, "rows[i] = cross.squares(rows[i], 3)")
  check.contains(source, "row = cross.squares(row, 3)")
end

function T.an_agent_is_widened_once()
  local tree = cold()
  local change = assert(WIDER.apply(tree, WIDER.sites(tree)[1], { columns = 3 }))
  check.equal(#WIDER.sites(change.tree), 0)
  check.equal(#widening.editor("other", "products").sites(change.tree), 1)
end

function T.the_measured_number_of_columns_is_kept_within_bounds()
  check.equal(arguments(1).statistics.looks, 2)
  check.equal(arguments(5).statistics.looks, 5)
  check.equal(arguments(40).statistics.looks, arguments(1).high)
end

return T
