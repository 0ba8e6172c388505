--- Answers by a moving average of the weights over the steps, which the last ones shake less.

local landmark = require("hyla.landmark")

local M = { name = "smooth_weights", parts = { "agent" } }

local BEFORE = "local smooth, share = weights, %.3g"

local EACH_STEP = "smooth = weight.towards(smooth, weights, share)"

local AFTER = "weights = smooth"

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local loop = not landmark.mentions(tree, AFTER) and landmark.steps(tree)
  return loop and { { path = loop.path, label = "steps of learning", class = "steps" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return { { name = "share", kind = "number", value = 0.2, low = 0.02, high = 0.9 } }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local before = BEFORE:format(arguments.share)
  return { tree = landmark.around_steps(tree, site.path, before, EACH_STEP, AFTER) }
end

return M
