--- Keeps the gradient of a step within bounds.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "clip_gradient", parts = { "agent" } }

local LINE = "gradient = optim.clip_%s(gradient, %.3g)"

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local place = not landmark.mentions(tree, "optim.clip_")
    and landmark.find_inside(tree, "train", "Local", "^local gradient = ")
  return place and { { path = place.path, label = "gradient", class = "gradient" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return {
    { name = "bound", kind = "number", value = 0.5, low = 0.02, high = 5 },
    { name = "of", kind = "choice", values = { "norm", "value" } },
  }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local line = LINE:format(arguments.of, arguments.bound)
  return { tree = syntax.insert_after(tree, site.path, line) }
end

return M
