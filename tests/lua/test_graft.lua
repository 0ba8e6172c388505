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

local function supply(source, given)
  local context = tried.context(given)
  local found = syntax.functions(context.mate.tree)
  local tree = assert(syntax.parse(source))
  return graft.supply(tree, "2", found[#found].node, context)
end

local T = {}

function T.what_a_node_leans_on_comes_along_and_nothing_else()
  local change = supply(MINE, { mate = MATE, owned = { n4 = 0.5 } })
  local source = syntax.print(change.tree)
  check.falsy(source:find("unused", 1, true))
  check.equal(change.numbers.n4, 0.5)
  check.equal(tried.run(source, change.numbers).f(3), 6)
end

function T.what_is_there_stays_as_it_is()
  local own = "local function twice(x)\n  return 7\nend\n" .. MINE
  local change = supply(own, { mate = MATE, owned = { n4 = 0.5 } })
  check.equal(syntax.print(change.tree), own)
  check.equal(change.numbers.n4, nil)
end

return T
