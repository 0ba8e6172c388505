--- Puts a gate before a term or a factor: a lifted number that says how much of it counts, from 0,
--- as if it were not there, to 1. The gradient tells whether it had better be there.

local lifted = require("hyla.lifted")
local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = { name = "add_gate", parts = { "agent" } }

-- how the right operand looks behind a gate
local GATED = {
  ["+"] = "numbers.%s * %s",
  ["-"] = "numbers.%s * %s",
  ["*"] = "(1 + numbers.%s * (%s - 1))",
}

local function is_counting(node)
  return node.kind == "Number" and node.value % 1 == 0
end

-- whether an operation's right operand can have a gate: it has none, and is no count
local function can_have_gate(operation)
  local operand = operation.right
  local is_gated = syntax.text(operand):find("numbers.g", 1, true)
  return GATED[operation.operator] and not is_counting(operand) and not is_gated
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local sites = {}
  for _, found in ipairs(syntax.find(tree, "Binary")) do
    local is_inside = places.is_in_function(tree, found.path)
    if is_inside and can_have_gate(found.node) and lifted.fits(tree, found.path) then
      sites[#sites + 1] = places.site(tree, found)
    end
  end
  return sites
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return { { name = "gate", kind = "number", value = 0.5, low = 0.05, high = 1 } }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments, context)
  local node, name = syntax.at(tree, site.path), lifted.free_name(context.numbers, "g")
  local operand = syntax.text(node.right)
  if node.right.kind == "Binary" or node.right.kind == "Unary" then
    operand = ("(%s)"):format(operand)
  end
  local text = GATED[node.operator]:format(name, operand)
  local gated, message = syntax.replace(tree, site.path .. "/2", text)
  if not gated then
    return nil, message
  end
  return { tree = lifted.receive(gated), numbers = { [name] = arguments.gate } }
end

return M
