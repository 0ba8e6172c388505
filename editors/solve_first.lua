--- Starts a linear model from the solution of ridge regression, from where the steps go on.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "solve_first", parts = { "agent" } }

local LINES = [[
local penalty = %.3g
weights[1] = weights[1] + weight.ridge(fit, penalty)]]

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local moments = not landmark.mentions(tree, "weight.ridge")
    and landmark.find_inside(tree, "train", "Local", "^local moments = ")
  return moments and { { path = moments.path, label = "start", class = "start" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return { { name = "penalty", kind = "number", value = 0.1, low = 0.001, high = 10 } }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local lines = LINES:format(arguments.penalty)
  return { tree = landmark.with_kit(syntax.insert_before(tree, site.path, lines), lines) }
end

return M
