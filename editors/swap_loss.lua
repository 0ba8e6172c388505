--- Lets the steps of learning follow another loss.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "swap_loss", parts = { "agent" } }

-- "likelihood": cross-entropy or squares, "margin": hinges, "robust": what a few cannot rule
local LOSSES = { "likelihood", "margin", "robust" }

-- the call of the loss in the steps of learning, and its name
local function present(tree)
  local loss = landmark.find_inside(tree, "train", "Local", "^local loss = answer%.%w+%(")
  return loss, loss and syntax.text(loss.node):match("answer%.(%w+)")
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local loss = present(tree)
  return loss and { { path = loss.path, label = "loss", class = "loss" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(tree)
  local _, now = present(tree)
  local values = {}
  for _, name in ipairs(LOSSES) do
    if name ~= now then
      values[#values + 1] = name
    end
  end
  return { { name = "loss", kind = "choice", values = values } }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local loss = present(tree)
  local line = syntax.text(loss.node):gsub("answer%.%w+", "answer." .. arguments.loss, 1)
  return { tree = syntax.replace(tree, site.path, line) }
end

return M
