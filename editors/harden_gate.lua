--- Makes plain code of a gate: what lies behind it stays where the gate is more than half open, and
--- goes where it is not.

local keys = require("hyla.keys")
local lifted = require("hyla.lifted")
local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = { name = "harden_gate", parts = { "agent" } }

local HALF = 0.5

-- the names of the gates among the lifted numbers
local function gates(numbers)
  local names = {}
  for _, name in ipairs(keys.sorted(numbers)) do
    names[#names + 1] = name:match("^g%d+$")
  end
  return names
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local sites = {}
  for _, name in ipairs(gates(context.numbers)) do
    local use = lifted.uses(tree, name)[1]
    if use then
      local class = places.class(tree, use.path)
      sites[#sites + 1] = { number = name, label = "numbers." .. name, class = class }
    end
  end
  return sites
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return {}
end

-- the node above a path, any parentheses left out
local function around(tree, path)
  local node, at = syntax.parent(tree, path)
  while node and node.kind == "Paren" do
    node, at = syntax.parent(tree, at)
  end
  return node, at
end

local function is_binary(node, operators)
  return node and node.kind == "Binary" and operators:find(node.operator, 1, true) ~= nil
end

-- the term of a gate, `a + gate * b`: the operation, its path, the operand b
local function term_of(tree, path)
  local product, at = syntax.parent(tree, path)
  local sum, above = around(tree, at)
  local is_term = is_binary(product, "*") and is_binary(sum, "+-")
  return is_term and sum or nil, above, is_term and syntax.text(product.right) or nil
end

-- the factor of a gate, `a * (1 + gate * (b - 1))`, in the same form
local function factor_of(tree, path)
  local sum, at, inner = term_of(tree, path)
  if not sum or syntax.text(sum.left) ~= "1" or sum.operator ~= "+" then
    return nil
  end
  local product, above = around(tree, at)
  local operand = inner:match("^%((.*) %- 1%)$")
  return operand and is_binary(product, "*") and product or nil, above, operand
end

-- one use of a gate made plain; a use of another form keeps the gate's nearest bound
local function harden(tree, path, is_kept)
  local operation, at, operand = factor_of(tree, path)
  if not operation then
    operation, at, operand = term_of(tree, path)
  end
  if not operation then
    return syntax.replace(tree, path, is_kept and "1" or "0")
  end
  if is_kept then
    return syntax.replace(tree, at .. "/2", operand)
  end
  return syntax.replace(tree, at, syntax.text(operation.left))
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, _, context)
  local name = site.number
  local is_kept = context.numbers[name] >= HALF
  local use = lifted.uses(tree, name)[1]
  while use do
    local hardened, message = harden(tree, use.path, is_kept)
    if not hardened then
      return nil, message
    end
    tree, use = hardened, lifted.uses(hardened, name)[1]
  end
  return { tree = tree, numbers = { [name] = false } }
end

return M
