--- lua/hyla/landmark.lua

local check = require("tests.support.check")
local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local SOURCE = [[
local stat = require("hyla.kit.stat")

local function look(state, input)
  local x = { 1 }
  return x
end

function M.learn()
  return x
end
]]

local tree = assert(syntax.parse(SOURCE))

local T = {}

function T.functions_are_found_by_name()
  check.equal(landmark.find_function(tree, "M.learn").name, "M.learn")
  check.equal(landmark.find_function(tree, "M.act"), nil)
end

function T.statements_are_found_inside_their_scope_only()
  local learn = landmark.find_function(tree, "M.learn")
  local found = landmark.find_statement(tree, "Return", "^return x$", learn.path)
  check.equal((syntax.position(tree, found.path)), 9)
  check.equal((syntax.position(tree, landmark.end_of_look(tree).path)), 5)
end

function T.a_body_is_the_block_of_a_function()
  local body = landmark.body(landmark.find_function(tree, "M.learn"))
  check.equal(syntax.at(tree, body).kind, "Block")
end

function T.a_require_is_added_once_behind_the_last()
  local with = landmark.with_kit(tree, "x[1] = text.rate(a, b) + stat.mean(c)")
  check.contains(
    syntax.print(with),
    'local stat = require("hyla.kit.stat")\nlocal text = require("hyla.kit.text")\n'
  )
  check.equal(syntax.print(landmark.with_kit(with, "text.rate()")), syntax.print(with))
end

function T.a_source_without_requires_gets_its_first()
  local bare = assert(syntax.parse("return 1\n"))
  local with = syntax.print(landmark.with_require(bare, "stat", "hyla.kit.stat"))
  check.equal(with, 'local stat = require("hyla.kit.stat")\nreturn 1\n')
end

return T
