--- Lets another optimiser take the steps of learning.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "swap_optimiser", parts = { "agent" } }

local OPTIMISERS = { "adagrad", "adam", "momentum", "rmsprop", "sgd" }

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local place = landmark.find_statement(tree, "Local", "^local optimiser = optim%.%w+$")
  return place and { { path = place.path, label = "optimiser", class = "optimiser" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(tree, site)
  local present = syntax.text(syntax.at(tree, site.path)):match("%w+$")
  local values = {}
  for _, name in ipairs(OPTIMISERS) do
    if name ~= present then
      values[#values + 1] = name
    end
  end
  return { { name = "optimiser", kind = "choice", values = values } }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local statement = "local optimiser = optim." .. arguments.optimiser
  return { tree = syntax.replace(tree, site.path, statement) }
end

return M
