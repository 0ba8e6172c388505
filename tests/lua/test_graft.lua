--- lua/hyla/graft.lua

local check = require("tests.support.check")
local graft = require("hyla.graft")
local syntax = require("hyla.syntax")
local tried = require("tests.support.tried_editor")

local MATE = [[
local numbers = ...
local stat = require("hyla.kit.stat")
local M = {}
local unused = 3
local SCALE = 2
local function scaled(x)
  return SCALE * numbers.n4 * x
end
local function twice(x)
  return scaled(stat.mean({ x })) + scaled(x)
end
function M.f(x)
  return twice(x)
end
return M
]]

local MINE = [[
local M = {}
function M.f(x)
  return twice(x)
end
return M
]]

local function plant(source, given)
  local context = tried.context(given)
  local found = syntax.functions(context.mate.tree)
  local tree = assert(syntax.parse(source))
  local path = tostring(#tree - 1)
  return graft.plant(tree, path, found[#found].node, context, syntax.replace)
end

local T = {}

function T.what_a_node_leans_on_comes_along_and_nothing_else()
  local change = plant(MINE, { mate = MATE, owned = { n4 = 0.5 } })
  local source = syntax.print(change.tree)
  check.falsy(source:find("unused", 1, true))
  check.equal(change.numbers.n4, 0.5)
  check.equal(tried.run(source, change.numbers).f(3), 6)
end

function T.what_is_there_stays_as_it_is()
  local own = "local function twice(x)\n  return 7\nend\n" .. MINE
  local change = plant(own, { mate = MATE, owned = { n4 = 0.5 } })
  check.equal(syntax.print(change.tree), own)
  check.equal(change.numbers.n4, nil)
end

local LIFTED = [[
local numbers = ...
local M = {}
function M.f(x)
  return %s
end
return M
]]

function T.a_number_keeps_its_name_where_it_is_of_the_same_class()
  local mine, mate = LIFTED:format("2 * numbers.n1"), LIFTED:format("x * numbers.n1")
  local given = { numbers = { n1 = 5 }, mate = mate, owned = { n1 = 7 } }
  local change = plant(mine, given)
  check.equal(next(change.numbers), nil)
  check.equal(tried.run(syntax.print(change.tree), given.numbers).f(2), 10)
end

function T.a_number_of_another_class_gets_a_name_of_its_own()
  local mine, mate = LIFTED:format("2 * numbers.n1"), LIFTED:format("numbers.n1")
  local given = { numbers = { n1 = 5 }, mate = mate, owned = { n1 = 7 } }
  local change = plant(mine, given)
  check.equal(change.numbers.n2, 7)
  check.equal(tried.run(syntax.print(change.tree), { n1 = 5, n2 = 7 }).f(2), 7)
end

return T
