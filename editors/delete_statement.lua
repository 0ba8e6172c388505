--- Deletes one statement of a function: what did not pay need not stay.

local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = { name = "delete_statement", parts = { "agent", "policy", "editors" } }

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  return places.statements(tree)
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return {}
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site)
  local removed, message = syntax.remove(tree, site.path)
  return removed and { tree = removed }, message
end

return M
