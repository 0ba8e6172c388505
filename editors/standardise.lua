--- Brings what an agent sees to mean 0 and spread 1, by the cases it learns from.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "standardise", parts = { "agent" } }

local FIT = [[
state.scale = stat.scale(rows)
for i = 1, #rows do
  rows[i] = stat.rescale(rows[i], state.scale)
end]]

local function places(tree)
  local divide = landmark.find_statement(tree, "Local", "= divide%(state, cases, rows%)$")
  local row = landmark.find_statement(tree, "Local", "^local row = look%(")
  return divide, row
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local divide, row = places(tree)
  if not divide or not row or landmark.mentions(tree, "stat.rescale") then
    return {}
  end
  return { { path = divide.path, label = "rows" } }
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return {}
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree)
  local _, row = places(tree)
  tree = syntax.insert_after(tree, row.path, "row = stat.rescale(row, state.scale)")
  local divide = places(tree)
  tree = syntax.insert_before(tree, divide.path, FIT)
  return { tree = landmark.with_kit(tree, FIT) }
end

return M
