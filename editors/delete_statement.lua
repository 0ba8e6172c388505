--- Deletes one statement of a function: what did not pay need not stay.

local syntax = require("hyla.syntax")

local M = { name = "delete_statement", parts = { "agent", "policy", "editors" } }

-- statements that others do not lean on by name
local DELETABLE = { "Assign", "CallStatement", "GenericFor", "If" }

local FUNCTIONS = { Function = true, FunctionStatement = true, LocalFunction = true }

local function is_inside_function(tree, path)
  local node, at = syntax.parent(tree, path)
  while node do
    if FUNCTIONS[node.kind] then
      return true
    end
    node, at = syntax.parent(tree, at)
  end
  return false
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local sites = {}
  for _, kind in ipairs(DELETABLE) do
    for _, found in ipairs(syntax.find(tree, kind)) do
      if is_inside_function(tree, found.path) then
        local label = syntax.text(found.node):match("^[^\n]*")
        sites[#sites + 1] = { path = found.path, label = label }
      end
    end
  end
  return sites
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return {}
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site)
  return { tree = syntax.remove(tree, site.path) }
end

return M
