--- Lets every class count for as much in learning, however rare its cases are.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "balance_classes", parts = { "agent" } }

local LINE = "fit.targets = answer.balanced(fit.targets)"

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local is_open = context.schema.answers ~= "number" and not landmark.mentions(tree, LINE)
  local divided = is_open and landmark.divided(tree)
  return divided and { { path = divided.path, label = "targets", class = "targets" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return {}
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site)
  return { tree = landmark.with_kit(syntax.insert_after(tree, site.path, LINE), LINE) }
end

return M
