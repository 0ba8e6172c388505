--- Keeps the weights that did best on the cases held back, whatever the last steps do.

local landmark = require("hyla.landmark")

local M = { name = "keep_best", parts = { "agent" } }

local BEFORE = [[
local best = weights
local least = answer.likelihood(model(weights, held.rows), held.targets):item()]]

local EACH_STEP = [[
local held_loss = answer.likelihood(model(weights, held.rows), held.targets):item()
if held_loss < least then
  best, least = weights, held_loss
end]]

local AFTER = "weights = best"

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local loop = not landmark.mentions(tree, AFTER) and landmark.steps(tree)
  return loop and { { path = loop.path, label = "steps of learning", class = "steps" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return {}
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site)
  return { tree = landmark.around_steps(tree, site.path, BEFORE, EACH_STEP, AFTER) }
end

return M
