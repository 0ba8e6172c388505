--- Keeps the weights that did best on the cases held back, and learns on from nothing worse.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "keep_best", parts = { "agent" } }

local BEFORE = "local best, least = weights, math.huge"

local EACH_STEP = [[
local now = loss_of(weights, held):item()
if now < least then
  best, least = weights, now
end]]

local AFTER = "weights = best"

-- the loop in which the weights move
local function steps(tree)
  local learn = landmark.find_function(tree, "M.learn")
  local moved = learn and landmark.find_statement(tree, "Assign", "^weights = moved", learn.path)
  if not moved then
    return nil
  end
  local loop, path = syntax.parent(tree, moved.path)
  while loop and loop.kind ~= "NumericFor" do
    loop, path = syntax.parent(tree, path)
  end
  return loop and { path = path, node = loop }
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local loop = not landmark.mentions(tree, EACH_STEP:match("^[^\n]+")) and steps(tree)
  return loop and { { path = loop.path, label = "steps of learning" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return {}
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site)
  local loop = { path = site.path, node = syntax.at(tree, site.path) }
  tree = syntax.append(tree, landmark.body(loop), EACH_STEP)
  tree = syntax.insert_after(tree, site.path, AFTER)
  return { tree = syntax.insert_before(tree, site.path, BEFORE) }
end

return M
