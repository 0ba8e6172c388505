--- Does one statement of a function twice: what pays once may pay again.

local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = { name = "duplicate_statement", parts = { "agent", "policy", "editors" } }

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
  local text = syntax.text(syntax.at(tree, site.path))
  local doubled, message = syntax.insert_after(tree, site.path, text)
  return doubled and { tree = doubled }, message
end

return M
