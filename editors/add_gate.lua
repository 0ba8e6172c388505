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

local ARITHMETIC = { ["+"] = true, ["-"] = true, ["*"] = true, ["/"] = true, ["^"] = true }

-- where a tensor cannot stand for a number
local DISCRETE = { Index = true, IndexedField = true, NumericFor = true }

-- what an agent sees of a case are plain numbers
local PLAIN = "look"

-- whether an expression comes to a quantity, not to a place, a count or a condition
local function is_quantity(tree, path)
  local above, at = syntax.parent(tree, path)
  while above.kind == "Paren" or ARITHMETIC[above.operator] do
    above, at = syntax.parent(tree, at)
  end
  return not DISCRETE[above.kind] and above.operator == nil
end

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
    if can_have_gate(found.node) and is_quantity(tree, found.path) then
      local site = places.site(tree, found)
      if site.class:match("^%S*") ~= PLAIN and places.is_in_function(tree, found.path) then
        sites[#sites + 1] = site
      end
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
